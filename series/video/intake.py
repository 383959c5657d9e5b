"""One stranger's file, by kind: is it what it should be, and what can be measured of it."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from series.models.asset import AssetKind
from series.video import captions, images, limits
from series.video.probe import measure


@dataclass(frozen=True, kw_only=True)
class Inspected:
    content_type: str
    extension: str
    facts: dict[str, Any]


def inspect(path: Path, *, kind: AssetKind) -> Inspected:
    """Raises Refused. The file's name and claimed type count for nothing."""
    return INSPECT[kind](path)


def largest(kind: AssetKind) -> int:
    return {
        AssetKind.VIDEO: limits.LARGEST_VIDEO,
        AssetKind.IMAGE: limits.LARGEST_IMAGE,
        AssetKind.CAPTIONS: limits.LARGEST_CAPTIONS,
    }[kind]


def _video(path: Path) -> Inspected:
    measured = measure(path)
    content_type = "video/quicktime" if measured.container == "mov" else "video/mp4"
    return Inspected(content_type=content_type, extension=measured.container, facts=asdict(measured))


def _image(path: Path) -> Inspected:
    still = images.look(path.read_bytes())
    facts = {name: getattr(still, name) for name in ("width", "height", "colour")}
    return Inspected(
        content_type=still.content_type,
        extension=images.EXTENSIONS[still.content_type],
        facts={**facts, "warnings": list(still.warnings)},
    )


def _captions(path: Path) -> Inspected:
    read = captions.read(path.read_bytes())
    facts = {
        "cues": len(read.cues),
        "end_ms": read.end_ms,
        "transcript": captions.transcript(read.cues),
        "said": captions.said(read.cues),
        "warnings": list(read.warnings),
    }
    # The original may be SubRip: as a plain text it is kept; what is public is WebVTT.
    return Inspected(content_type="text/plain", extension="txt", facts=facts)


INSPECT: dict[str, Callable[[Path], Inspected]] = {
    AssetKind.VIDEO: _video,
    AssetKind.IMAGE: _image,
    AssetKind.CAPTIONS: _captions,
}
