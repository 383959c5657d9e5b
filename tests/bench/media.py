"""Files like those of one episode, in any number: the same to look at, other bytes, so other hashes, keys and files."""

import hashlib
import struct
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from series.models import Asset, Episode, Rendition
from series.video.keys import key_for
from sparks.storages import private_store

_COPIED = ("kind", "state", "original_name", "private_key", "bytes", "content_type", "facts")


@dataclass
class Files:
    film: Asset
    poster: Asset
    captions: Asset
    # By recipe: no two kinds of files share one.
    renditions: dict[str, Rendition] = field(default_factory=dict)

    def entry(self, like: Mapping[str, Any]) -> dict[str, Any]:
        """What a revision says of one file, with this set's file in place of the other's."""
        ours = self.renditions[like["recipe"]]
        return {**like, "key": ours.public_key, "bytes": ours.bytes, "sha256": ours.sha256}


def copies(like: Episode, numbers: Iterable[int]) -> list[Files]:
    """A set for each number, stored. The originals are not stored again: no release asks for them."""
    originals = (like.video, like.poster, like.captions.get().asset)
    sets, rows = [], []
    for number in numbers:
        film, poster, captions = (_asset(original, number) for original in originals)
        sets.append(Files(film, poster, captions))
    Asset.objects.bulk_create(asset for files in sets for asset in (files.film, files.poster, files.captions))
    with tempfile.NamedTemporaryFile() as spool:
        for number, files in zip(numbers, sets, strict=True):
            for original, asset in zip(originals, (files.film, files.poster, files.captions), strict=True):
                made = _renditions(original, asset, number, Path(spool.name))
                files.renditions.update({rendition.recipe: rendition for rendition in made})
                rows += made
    Rendition.objects.bulk_create(rows)
    return sets


def _asset(original: Asset, number: int) -> Asset:
    sha256 = hashlib.sha256(f"{original.sha256} {number}".encode()).hexdigest()
    return Asset(**{name: getattr(original, name) for name in _COPIED}, sha256=sha256)


@cache
def _stored(asset_id: int) -> list[tuple[Rendition, bytes]]:
    found = []
    for rendition in Rendition.objects.filter(source=asset_id).order_by("id"):
        with private_store().open(rendition.private_key) as file:
            found.append((rendition, file.read()))
    return found


def _renditions(original: Asset, asset: Asset, number: int, spool: Path) -> list[Rendition]:
    made = []
    for like, content in _stored(original.pk):
        ours = content + _tail(like.content_type, number)
        sha256 = hashlib.sha256(ours).hexdigest()
        extension = like.private_key.rpartition(".")[2]
        private, public = (
            key_for(store, sha256=sha256, recipe=like.recipe, extension=extension)
            for store in ("private", "public")
        )
        spool.write_bytes(ours)
        private_store().put(private, spool, content_type=like.content_type)
        measured = {name: getattr(like, name) for name in ("width", "height", "duration_ms", "content_type")}
        made.append(
            Rendition(
                source=asset,
                recipe=like.recipe,
                sha256=sha256,
                private_key=private,
                public_key=public,
                bytes=len(ours),
                **measured,
            )
        )
    return made


def _tail(content_type: str, number: int) -> bytes:
    """Bytes that readers pass over: a free box (ISO/IEC 14496-12 §8.1.2), what follows a picture, a note."""
    if content_type == "video/mp4":
        return struct.pack(">I4sQ", 16, b"free", number)
    if content_type == "text/vtt":
        return f"\nNOTE {number}\n".encode()
    return struct.pack(">Q", number)
