"""A poster as an <img> with its sources. Addresses, sizes and types come from the revision, never from a look."""

from collections.abc import Mapping, Sequence
from typing import Any

from series.pages.shown.addresses import File, file_address, file_link
from series.pages.shown.names import shortened

LIKED_WIDTH = 720


def still(poster: Mapping[str, Any] | None) -> dict[str, object] | None:
    """What templates need of a poster, or None when there is none or no file of it."""
    fallback = best_jpeg(poster)
    if poster is None or fallback is None:
        return None
    files = poster["files"]
    return {
        "src": file_link(fallback),
        "srcset": _srcset([file for file in files if file["type"] == fallback["type"]]),
        "webp": _srcset([file for file in files if file["type"] == "image/webp"]),
        "width": fallback["width"],
        "height": fallback["height"],
        "alt": poster.get("alt", ""),
        "colour": poster.get("colour") or "",
    }


def best_jpeg(poster: Mapping[str, Any] | None) -> File | None:
    """The JPEG nearest to what most readers take, for feeds and old browsers."""
    files = (poster or {}).get("files") or []
    jpegs = [file for file in files if file["type"] == "image/jpeg"] or list(files)
    return min(jpegs, key=lambda file: abs(file["width"] - LIKED_WIDTH), default=None)


def pictures(poster: Mapping[str, Any] | None) -> list[str]:
    """Full addresses of a poster's JPEGs, the liked one first."""
    best = best_jpeg(poster)
    if best is None:
        return []
    others = [file for file in (poster or {})["files"] if file["type"] == best["type"] and file != best]
    return [file_address(file) for file in (best, *others)]


def file_picture(file: File, *, alt: str) -> list[tuple[str, object]]:
    """A picture as Open Graph tags."""
    return [
        ("og:image", file_address(file)),
        ("og:image:type", file["type"]),
        ("og:image:width", file["width"]),
        ("og:image:height", file["height"]),
        ("og:image:alt", shortened(alt, to=420)),
    ]


def _srcset(files: Sequence[File]) -> str:
    ordered = sorted(files, key=lambda file: file["width"])
    return ", ".join(f"{file_link(file)} {file['width']}w" for file in ordered)
