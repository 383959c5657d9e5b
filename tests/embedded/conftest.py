import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder with a short name that other users may pass through, as root's Postgres is another user."""
    folder = Path(tempfile.mkdtemp(prefix="sparks-home-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)
