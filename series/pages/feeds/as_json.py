"""Episodes as plain data, for the public API and for whoever reads it without knowing us."""

import json
from collections.abc import Iterable
from typing import Any

from series.pages.live import LiveSet, LiveSubject
from series.pages.paths import path_for
from series.pages.shown.addresses import absolute, file_address
from series.pages.shown.characters import clean
from series.pages.shown.film import main_file, seconds
from series.pages.shown.names import headline
from series.pages.shown.stills import best_jpeg
from series.templatetags.pages import iso

TOLD = ("number", "summary", "story", "byline", "language", "hashtags", "mention", "sources", "credits")


def document(value: dict[str, Any]) -> bytes:
    return (clean(json.dumps(value, ensure_ascii=False, separators=(",", ":"))) + "\n").encode()


def episodes_json(episodes: Iterable[LiveSubject], *, live: LiveSet) -> list[dict[str, Any]]:
    """Those whose page is up; their series, people and causes are read in one query."""
    shown = [episode for episode in episodes if episode.path]
    known = live.many(
        {i for episode in shown for i in (episode.series, episode.creator, *episode.causes) if i is not None}
    )
    return [_episode(episode, known) for episode in shown]


def announced_json(teaser: LiveSubject) -> dict[str, Any]:
    content = teaser.content
    return {
        "id": teaser.episode,
        "url": absolute(teaser.path),
        "name": content["name"],
        "line": content.get("line"),
        "number": content["number"],
        "series": teaser.series,
        "premieres_at": iso(teaser.premieres_at) if teaser.premieres_at else None,
        "zone": teaser.premiere_zone or None,
        "status": teaser.premiere_status or "expected",
    }


def _episode(episode: LiveSubject, known: dict[int, LiveSubject]) -> dict[str, Any]:
    content = episode.content
    video, file = content.get("video"), main_file(content.get("video"))
    still = best_jpeg(content.get("poster"))
    return {
        "id": episode.id,
        "url": absolute(episode.path),
        "title": headline(content),
        "person": content["creator_name"],
        **{name: content.get(name) for name in TOLD},
        "published_at": iso(episode.published_at) if episode.published_at else None,
        "updated_at": iso(episode.updated_at) if episode.updated_at else None,
        "series": _reference(known.get(episode.series or 0)),
        "creator": _reference(known.get(episode.creator or 0)),
        "causes": [_reference(known[cause]) for cause in episode.causes if cause in known],
        "film": _film(file, video) if file and video else None,
        "embed": absolute(path_for("embed", subject=episode.id)),
        "poster": {"url": file_address(still), "alt": content["poster"].get("alt")} if still else None,
        "captions": [
            {"language": caption["language"], "url": file_address(caption)}
            for caption in content.get("captions") or []
        ],
        "transcript": content.get("transcript"),
        "corrections": [
            {"at": correction["at"], "notice": correction["notice"]}
            for correction in episode.corrections
            if correction.get("notice")
        ],
    }


def _film(file: Any, video: Any) -> dict[str, Any]:
    return {
        "url": file_address(file),
        "type": file["type"],
        "bytes": file["bytes"],
        "seconds": seconds(video),
        "width": file.get("width") or video["width"],
        "height": file.get("height") or video["height"],
    }


def _reference(subject: LiveSubject | None) -> dict[str, Any] | None:
    if subject is None:
        return None
    name = subject.content.get("title") or subject.content.get("name")
    return {"id": subject.id, "name": name, "url": absolute(subject.path) if subject.path else None}
