"""Where a page stands on disk, and how it is put there: whole or not at all.

A file is written beside its place and renamed. Its time is made from its content, so that nginx's ETag (time and
size) is the same wherever and whenever the same page was baked. Packed siblings are renamed into place first:
a visitor gets the old page or the new, never half of one.
"""

import contextlib
import gzip
import hashlib
import os
import time
from pathlib import Path

import brotli
from django.conf import settings

# Between 2001 and 2033, so that every file system takes it.
_FIRST_TIME = 1_000_000_000
_TIMES = 1_000_000_000
_PACKED = (".br", ".gz")
# Seconds, by the disk's clock. Writing takes a thousandth of it.
HALF_WRITTEN_FOR = 600.0
# Below this, packing gains nothing.
_WORTH_PACKING = 256


def page_file(path: str) -> Path:
    """The file of a page: a folder's index, or the path itself where it names a file."""
    if path.startswith("/errors/"):
        # Beside the pages, for nginx alone.
        return settings.PAGES_ROOT / path.lstrip("/")
    return _below(settings.PAGES_ROOT / "pages", path)


def notice_file(path: str) -> Path:
    """The notice of a withdrawn page, in a tree that is tried before the pages."""
    return _below(settings.PAGES_ROOT / "notices", path)


def _below(root: Path, path: str) -> Path:
    relative = path.lstrip("/")
    return root / relative / "index.html" if path.endswith("/") else root / relative


def content_hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def put(file: Path, body: bytes) -> None:
    """Write the page and its packed siblings. The second time with the same body leaves the same bytes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    stamp = _FIRST_TIME + int(content_hash(body)[:12], 16) % _TIMES
    # Stale siblings must not outlive the page that they packed.
    for ending, packed in _pack(body).items():
        sibling = file.with_name(file.name + ending)
        if packed is None:
            sibling.unlink(missing_ok=True)
        else:
            _put_one(sibling, packed, stamp)
    _put_one(file, body, stamp)


def _pack(body: bytes) -> dict[str, bytes | None]:
    if len(body) < _WORTH_PACKING:
        return dict.fromkeys(_PACKED)
    return {".br": brotli.compress(body, quality=5), ".gz": gzip.compress(body, compresslevel=6, mtime=0)}


def _put_one(file: Path, body: bytes, stamp: int) -> None:
    temporary = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(body)
        os.utime(temporary, (stamp, stamp))
        temporary.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def remove(file: Path) -> bool:
    """Take the page and its siblings away. False when there was none."""
    there = file.exists()
    for ending in ("", *_PACKED):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    return there


def whole(file: Path, hash_wanted: str) -> bool:
    """Whether the file is there with this content, its siblings too where it has any."""
    try:
        body = file.read_bytes()
    except OSError:
        return False
    if content_hash(body) != hash_wanted:
        return False
    if len(body) < _WORTH_PACKING:
        return True
    return all(file.with_name(file.name + ending).exists() for ending in _PACKED)


def is_half_written(file: Path, *, at: float) -> bool:
    """Whether it is what a baker writes before it renames, and new enough that one may be at it."""
    try:
        return _is_temporary(file) and at - file.stat().st_ctime < HALF_WRITTEN_FOR
    except FileNotFoundError:
        return True


def sweep_temporary() -> int:
    """Remove what killed bakers left half-written. Twice is once."""
    swept, now = 0, time.time()
    for file in settings.PAGES_ROOT.rglob(".*.tmp"):
        if not is_half_written(file, at=now):
            file.unlink(missing_ok=True)
            swept += 1
    return swept


def _is_temporary(file: Path) -> bool:
    return file.name.startswith(".") and file.suffix == ".tmp"
