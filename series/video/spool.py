"""A file on its way in: on this machine's disk, hashed while it streams, gone afterwards."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import File

from series.video.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class Spooled:
    path: Path
    sha256: str
    size: int


@contextmanager
def spooled(file: File, *, most: int) -> Iterator[Spooled]:
    """Raises Refused as soon as more than `most` bytes have come, and for an empty file."""
    with tempfile.TemporaryDirectory(prefix="sparks-upload-") as folder:
        path = Path(folder) / "file"
        digest, size = hashlib.sha256(), 0
        with path.open("wb") as out:
            for chunk in file.chunks():
                size += len(chunk)
                if size > most:
                    raise Refused(
                        f"The file is larger than {most / 1024**2:.0f} MB, the limit. Make it smaller."
                    )
                digest.update(chunk)
                out.write(chunk)
        if not size:
            raise Refused("The file is empty (0 bytes). Choose it again and send it.")
        yield Spooled(path=path, sha256=digest.hexdigest(), size=size)


def hashed(path: Path) -> Spooled:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Spooled(path=path, sha256=digest, size=path.stat().st_size)
