"""The film of an episode: sources, captions, length."""

from collections.abc import Mapping
from typing import Any

from series.pages.shown.addresses import File, file_link
from series.pages.shown.language import direction
from series.pages.shown.stills import best_jpeg


def film(content: Mapping[str, Any]) -> dict[str, object] | None:
    video = content.get("video")
    file = main_file(video)
    if video is None or file is None:
        return None
    poster = best_jpeg(content.get("poster"))
    return {
        "width": file.get("width") or video["width"],
        "height": file.get("height") or video["height"],
        "poster": file_link(poster) if poster else "",
        "sources": [{"src": file_link(f), "type": f["type"]} for f in video["files"]],
        "download": file_link(file),
        "bytes": file["bytes"],
        "seconds": seconds(video),
        "tracks": [track(caption) for caption in content.get("captions") or []],
    }


def track(caption: File) -> dict[str, object]:
    language = caption["language"]
    return {"src": file_link(caption), "language": language, "label": caption.get("label") or language}


def main_file(video: Mapping[str, Any] | None) -> File | None:
    """The file named in feeds and metadata: the first, as the recipes are ordered."""
    files = (video or {}).get("files") or []
    return files[0] if files else None


def seconds(video: Mapping[str, Any]) -> int:
    """Whole seconds, rounded, never 0: an ISO duration or an RSS length of 0 means unknown."""
    return max(1, round(video["duration_ms"] / 1000))


def iso_duration(video: Mapping[str, Any]) -> str:
    return f"PT{seconds(video)}S"


def transcript(content: Mapping[str, Any]) -> dict[str, str] | None:
    text = content.get("transcript") or ""
    if not text.strip():
        return None
    language = content.get("language") or "en"
    return {"text": text, "language": language, "direction": direction(language)}
