"""Files as a revision names them: by the public key of each rendition, with what was measured."""

from typing import Any

from series.models import Asset


def file_set(asset: Asset | None) -> dict[str, Any] | None:
    """The renditions of an original. None when there is no original."""
    if asset is None:
        return None
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
        for rendition in asset.renditions.order_by("recipe")
    ]
    return {"asset": asset.pk, "sha256": asset.sha256, "files": files}
