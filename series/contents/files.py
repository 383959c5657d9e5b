"""Files as a revision names them: by the public key of each rendition, with what was measured."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from series.models import Asset, Rendition


def read_files(assets: Iterable[Asset | None]) -> None:
    """Read the renditions of all of these in one query, for `file_set`."""
    rows = Prefetch("renditions", Rendition.objects.order_by("recipe"))
    prefetch_related_objects([asset for asset in assets if asset is not None], rows)


def file_set(asset: Asset | None) -> dict[str, Any] | None:
    """The renditions of an original. None when there is no original."""
    if asset is None:
        return None
    read_files([asset])
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
        for rendition in asset.renditions.all()
    ]
    return {"asset": asset.pk, "sha256": asset.sha256, "files": files}
