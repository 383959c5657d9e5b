"""A frame of the contact sheet: one episode in a list, live or announced."""

from collections.abc import Iterable

from series.pages.live import LiveSet, LiveSubject
from series.pages.shown.addresses import link
from series.pages.shown.language import direction
from series.pages.shown.names import size_of, subtitle
from series.pages.shown.stills import still


def frame(subject: LiveSubject, *, series: LiveSubject | None) -> dict[str, object]:
    content = subject.content
    language = content.get("language") or "en"
    return {
        "id": subject.id,
        "path": link(subject.path),
        "name": content["creator_name"],
        "title": subtitle(content),
        "summary": content.get("summary") or "",
        "number": content["number"],
        "still": still(content.get("poster")),
        "language": language,
        "direction": direction(language),
        "size": size_of(content["creator_name"]),
        "published_at": subject.published_at,
        **_series(series),
    }


def empty_frame(teaser: LiveSubject, *, series: LiveSubject | None) -> dict[str, object]:
    """An announced episode: a name, a line and when; nothing else of it is public."""
    content = teaser.content
    language = content.get("language") or "en"
    return {
        "id": teaser.episode,
        "path": link(teaser.path),
        "name": content["name"],
        "line": content.get("line") or "",
        "number": content["number"],
        "language": language,
        "direction": direction(language),
        "size": size_of(content["name"]),
        "at": teaser.premieres_at,
        "at_zone": teaser.premiere_zone or "UTC",
        "status": teaser.premiere_status,
        **_series(series),
    }


def frames(subjects: Iterable[LiveSubject], *, live: LiveSet) -> list[dict[str, object]]:
    """Those whose page is up, each with its series; one query for all the series not read before."""
    shown = [subject for subject in subjects if subject.path]
    series = live.many({subject.series for subject in shown})
    return [frame(subject, series=series.get(subject.series or 0)) for subject in shown]


def empty_frames(teasers: Iterable[LiveSubject], *, live: LiveSet) -> list[dict[str, object]]:
    shown = [teaser for teaser in teasers if teaser.path]
    series = live.many({teaser.series for teaser in shown})
    return [empty_frame(teaser, series=series.get(teaser.series or 0)) for teaser in shown]


def _series(series: LiveSubject | None) -> dict[str, object]:
    if series is None:
        return {"series": "", "series_path": "", "zone": "UTC"}
    return {
        "series": series.content["title"],
        "series_path": link(series.path),
        "zone": series.content.get("zone") or "UTC",
    }
