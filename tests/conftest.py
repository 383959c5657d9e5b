"""Real Postgres for every test, started once a run. The environment is set before Django reads its settings."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

from sparks.embedded import postgres

_home = Path(tempfile.mkdtemp(prefix="sparks-test-"))
_home.chmod(0o711)  # as root, Postgres runs as another user, who has to pass


def _begin() -> postgres.Server | None:
    # Named here and not in pyproject.toml, where pytest-django would read the settings before this runs.
    os.environ["DJANGO_SETTINGS_MODULE"] = "sparks.settings.test"
    os.environ.setdefault("SPARKS_TEST_HOME", str(_home))
    os.environ.setdefault("SPARKS_HOME", str(_home))
    os.environ.setdefault("PUBLIC_URL", "http://hub.test")
    server = None
    if "DATABASE_URL" not in os.environ:
        server = postgres.start(_home / "postgres", settings={**postgres.THROWAWAY, "max_connections": "200"})
        os.environ["DATABASE_URL"] = server.url
    django.setup()
    return server


# One server a test process. While this is imported and not in a hook: the conftest of a folder below, which
# may import models, is read before any hook runs.
_server = _begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    if _server is not None:
        _server.stop()
    shutil.rmtree(_home, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path: Path) -> Iterator[None]:
    """Each test bakes and stores into folders of its own."""
    settings.PAGES_ROOT = tmp_path / "public"
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"
    settings.PUBLIC_MEDIA_ROOT = tmp_path / "media"
    yield
