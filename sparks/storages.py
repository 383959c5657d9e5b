"""The two stores: private (originals, everything unreleased) and public (what is out).

Both are content-addressed by their callers and never overwrite: a key that is there has its content.
`sparks.folder_store` and `sparks.s3_store` are the two kinds; settings.STORAGES says which stand where.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, cast

from django.core.files.base import File
from django.core.files.storage import storages


class Store(Protocol):
    def put(self, key: str, path: Path, *, content_type: str) -> None:
        """Afterwards `key` holds the whole content of `path`, or nothing has changed. Twice is once."""

    def take(self, key: str, *, origin: "Store", origin_key: str, content_type: str) -> None:
        """Copy an object of another store of the same kind. Twice is once."""

    def digest(self, key: str) -> str | None:
        """SHA-256 of what a reader gets, by reading it; None when there is nothing."""

    def size_of(self, key: str) -> int | None: ...

    def remove(self, key: str) -> None:
        """Nothing is at `key` afterwards, whether or not something was."""

    def listed(self) -> Iterator[tuple[str, float]]:
        """Every key with its time of change (seconds since 1970), unfinished files included."""

    def local(self, key: str) -> AbstractContextManager[Path]:
        """A context manager that gives the object as a file on this machine, to be read only."""

    def part(self, key: str, *, first: int, last: int) -> Iterator[bytes]:
        """The bytes from `first` to `last`, both included. Raises FileNotFoundError before anything is read."""

    def open(self, name: str, mode: str = "rb") -> File: ...


def private_store() -> Store:
    return cast("Store", storages["private"])


def public_store() -> Store:
    return cast("Store", storages["public"])
