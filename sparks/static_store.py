"""Static files under hashed names, each with the packed siblings that nginx sends in its place."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

# The rest is packed already.
PACKED = frozenset({".css", ".js", ".mjs", ".svg", ".json", ".txt"})
WORTH_PACKING = 256


class PackedStaticFiles(ManifestStaticFilesStorage):
    def post_process(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        yield from super().post_process(*args, **kwargs)
        for name in self.hashed_files.values():
            pack(Path(self.path(name)))


def pack(file: Path) -> None:
    """Write FILE.br and FILE.gz once: a hashed name has the same content for ever."""
    brotlied, gzipped = (file.with_name(file.name + ending) for ending in (".br", ".gz"))
    if file.suffix not in PACKED or gzipped.exists():
        return
    body = file.read_bytes()
    if len(body) < WORTH_PACKING:
        return
    brotlied.write_bytes(brotli.compress(body, quality=9))
    gzipped.write_bytes(gzip.compress(body, compresslevel=9, mtime=0))
