"""The still that stands for a film: the same picture, larger, without the title that every page sets beside it."""

from io import BytesIO

from series.demo.media.scene import RAYS, Look, scene

WIDTH = 1080


def poster(look: Look) -> bytes:
    """The bytes of a JPEG, upright."""
    picture = scene(look, width=WIDTH)
    picture.light(RAYS)
    out = BytesIO()
    picture.still(2.5).save(out, "JPEG", quality=90)
    return out.getvalue()
