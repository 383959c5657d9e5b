"""Posters: stills opened by content, turned upright, freed of their metadata, made in the sizes pages use."""

import warnings
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from PIL import ExifTags, Image, ImageCms, ImageOps

from series.video import limits
from series.video.refusal import Refused

WIDTHS = (360, 720, 1080)
OPENED = ("JPEG", "PNG", "WEBP")
FORMS: dict[Literal["JPEG", "WEBP"], tuple[str, dict[str, object]]] = {
    "JPEG": ("image/jpeg", {"quality": 82, "optimize": True, "progressive": True}),
    "WEBP": ("image/webp", {"quality": 80, "method": 4}),
}
# EXIF orientations above this swap the sides (JEITA CP-3451).
LYING = 4
EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
NOT_A_PICTURE = "This file is not a JPEG, PNG or WebP picture. Export the still as JPEG and send it again."

# Pillow only warns up to twice its limit; here a bomb is never opened, in any thread.
Image.MAX_IMAGE_PIXELS = limits.IMAGE_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True, kw_only=True)
class Variant:
    width: int
    height: int
    content_type: str
    extension: str
    data: bytes

    @property
    def recipe(self) -> str:
        return f"poster-{self.width}-{self.content_type.removeprefix('image/')}"


@dataclass(frozen=True, kw_only=True)
class Still:
    """A picture that was decoded. Its size is as sent; `image` may be smaller, never than the widest variant.

    `colour` (#rrggbb) is the most common one, for the frame before the picture has loaded.
    """

    width: int
    height: int
    colour: str
    content_type: str
    warnings: tuple[str, ...]
    image: Image.Image


def look(data: bytes) -> Still:
    """Raises Refused for whatever is not a still of a size we take. Memory stays under about 350 MB."""
    if len(data) > limits.LARGEST_IMAGE:
        raise Refused(
            f"The picture is {len(data) / 1024**2:.0f} MB; the limit is {limits.LARGEST_IMAGE // 1024**2} MB."
        )
    content_type, (width, height), image = _decoded(data)
    return Still(
        width=width,
        height=height,
        colour=_colour(image),
        content_type=content_type,
        warnings=_warnings(width=width, height=height),
        image=image,
    )


def variants(still: Still) -> tuple[Variant, ...]:
    """The sizes pages ask for, never larger than the picture itself, each as JPEG and as WebP."""
    widths = sorted({min(width, still.image.width) for width in WIDTHS})
    return tuple(_variant(_sized(still.image, width=width), form=form) for width in widths for form in FORMS)


def _decoded(data: bytes) -> tuple[str, tuple[int, int], Image.Image]:
    try:
        with Image.open(BytesIO(data), formats=OPENED) as opened:
            _check(opened)
            content_type = f"image/{(opened.format or '').lower()}"
            width, height = opened.size
            if opened.getexif().get(ExifTags.Base.Orientation, 1) > LYING:
                width, height = height, width
            return content_type, (width, height), _plain(ImageOps.exif_transpose(_shrunk(opened)))
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(_too_many_pixels()) from error
    except Exception as error:
        # Decoders raise anything at all on hostile bytes; whatever it is, the picture is no good.
        raise Refused(NOT_A_PICTURE) from error


def _shrunk(image: Image.Image) -> Image.Image:
    """At least twice the widest variant remains; forty million pixels in four copies would not fit."""
    enough = 2 * WIDTHS[-1]
    image.draft(None, (enough, enough))
    if image.mode in {"P", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
    factor = min(image.size) // enough
    if factor < 2:
        return image
    exif = image.getexif()
    smaller = image.reduce(factor)
    smaller.info = image.info
    smaller.getexif()[ExifTags.Base.Orientation] = exif.get(ExifTags.Base.Orientation, 1)
    return smaller


def _check(image: Image.Image) -> None:
    if image.width * image.height > limits.IMAGE_PIXELS:
        raise Refused(_too_many_pixels())
    if getattr(image, "is_animated", False):
        raise Refused("The picture moves. Send a still: one frame, as JPEG, PNG or WebP.")


def _too_many_pixels() -> str:
    most = limits.IMAGE_PIXELS // 1_000_000
    return f"The picture has more than {most} million pixels. Scale it to 2160×3840 and send it again."


def _plain(image: Image.Image) -> Image.Image:
    """8-bit RGB or RGBA in sRGB, as a new image that carries nothing of the old one's metadata."""
    if image.mode.startswith(("I", "F")):
        image = image.convert("I").point(lambda level: level / 256).convert("L")
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        image = _in_srgb(image, profile)
    mode = "RGBA" if image.has_transparency_data else "RGB"
    plain = Image.new(mode, image.size)
    plain.paste(image.convert(mode))
    return plain


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        # A broken profile says nothing about colour; the numbers as they stand are the best there is.
        return image
    return converted or image


def _sized(image: Image.Image, *, width: int) -> Image.Image:
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def _variant(image: Image.Image, *, form: Literal["JPEG", "WEBP"]) -> Variant:
    content_type, options = FORMS[form]
    out = BytesIO()
    (_on_white(image) if form == "JPEG" else image).save(out, form, **options)
    return Variant(
        width=image.width,
        height=image.height,
        content_type=content_type,
        extension=EXTENSIONS[content_type],
        data=out.getvalue(),
    )


def _colour(image: Image.Image) -> str:
    small = _on_white(image).resize((64, 64), Image.Resampling.BOX).quantize(6).convert("RGB").tobytes()
    counted = Counter(small[at : at + 3] for at in range(0, len(small), 3))
    return "#" + counted.most_common(1)[0][0].hex()


def _warnings(*, width: int, height: int) -> tuple[str, ...]:
    found = []
    if min(width, height) < WIDTHS[-1]:
        found.append(f"The picture is only {width}×{height}; 1080×1920 looks sharp everywhere.")
    if abs(width / height / limits.ASPECT - 1) > limits.ASPECT_TOLERANCE:
        found.append("The picture is not upright 9:16: its sides will be cropped.")
    return tuple(found)
