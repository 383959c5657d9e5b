"""Files as a revision names them: by the public key of each rendition, with what was measured."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from series.models import Asset, Rendition

Renditions = Mapping[int, Sequence[Rendition]]


def renditions_of(assets: Iterable[Asset | None]) -> Renditions:
    """By original: the renditions of all of these, in one query."""
    wanted = [asset.pk for asset in assets if asset is not None]
    found: dict[int, list[Rendition]] = {pk: [] for pk in wanted}
    for row in Rendition.objects.filter(source__in=wanted).order_by("source", "recipe") if wanted else ():
        if row.source_id is not None:
            found[row.source_id].append(row)
    return found


def file_set(asset: Asset | None, *, among: Renditions | None = None) -> dict[str, Any] | None:
    """The renditions of an original. None when there is no original. `among`: what was read for several."""
    if asset is None:
        return None
    rows = (among if among is not None else renditions_of([asset]))[asset.pk]
    files = [
        {
            "recipe": rendition.recipe,
            "key": rendition.public_key,
            "type": rendition.content_type,
            "width": rendition.width,
            "height": rendition.height,
            "bytes": rendition.bytes,
            "duration_ms": rendition.duration_ms,
            "sha256": rendition.sha256,
        }
        for rendition in rows
    ]
    return {"asset": asset.pk, "sha256": asset.sha256, "files": files}
