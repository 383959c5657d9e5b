"""A store in a folder, for one machine: whole files only, public ones as hard links to private ones."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from sparks.storages import Store

UNFINISHED = ".unfinished"
CHUNK = 256 * 1024


class FolderStore(FileSystemStorage):
    """A folder. `root` names the setting that says where, read at each use."""

    def __init__(self, *, root: str, base_url: str | None = None) -> None:
        self.root = root
        self.has_address = base_url is not None
        super().__init__(base_url=base_url)

    def url(self, name: str | None) -> str:
        if not self.has_address:
            raise ValueError("Files of the private store have no address.")
        return super().url(name)

    @property
    def base_location(self) -> str:
        return str(getattr(settings, self.root))

    @property
    def location(self) -> str:
        return str(Path(self.base_location).absolute())

    def _save(self, name: str, content: File) -> str:
        with tempfile.NamedTemporaryFile() as spooled:
            for chunk in content.chunks():
                spooled.write(chunk)
            spooled.flush()
            self.put(name, Path(spooled.name), content_type="")
        return name

    def put(self, key: str, path: Path, *, content_type: str) -> None:
        self._place(key, lambda unfinished: shutil.copyfile(path, unfinished))

    def take(self, key: str, *, origin: Store, origin_key: str, content_type: str) -> None:
        with origin.local(origin_key) as source:
            self._place(key, lambda unfinished: _link_or_copy(source, unfinished))

    def _place(self, key: str, fill: Callable[[Path], object]) -> None:
        target = Path(self.path(key))
        if target.exists():
            return
        if not target.parent.is_dir():
            if not self.has_address:
                # Closed to others on the machine, the public server among them.
                Path(self.location).mkdir(mode=0o700, parents=True, exist_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f".{target.name}.{os.getpid()}{UNFINISHED}")
        try:
            unfinished.unlink(missing_ok=True)
            fill(unfinished)
            unfinished.chmod(0o644)
            # A link, not a rename: a rename would replace what another process has put there meanwhile.
            with suppress(FileExistsError):
                os.link(unfinished, target)
        finally:
            unfinished.unlink(missing_ok=True)

    def digest(self, key: str) -> str | None:
        try:
            with Path(self.path(key)).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return None

    def size_of(self, key: str) -> int | None:
        try:
            return Path(self.path(key)).stat().st_size
        except FileNotFoundError:
            return None

    def remove(self, key: str) -> None:
        path, root = Path(self.path(key)), Path(self.location)
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == root:
                break
            try:
                folder.rmdir()
            except OSError:
                break

    def listed(self) -> Iterator[tuple[str, float]]:
        root = Path(self.location)
        for path in root.rglob("*"):
            with suppress(FileNotFoundError):
                if path.is_file():
                    yield path.relative_to(root).as_posix(), path.stat().st_mtime

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        yield Path(self.path(key))

    def part(self, key: str, *, first: int, last: int) -> Iterator[bytes]:
        return _read(Path(self.path(key)).open("rb"), first=first, last=last)


def _read(file: BinaryIO, *, first: int, last: int) -> Iterator[bytes]:
    left = last - first + 1
    with file:
        file.seek(first)
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        # Another file system, or a kernel that forbids links to files of others.
        shutil.copyfile(source, target)
