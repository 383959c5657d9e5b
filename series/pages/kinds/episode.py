"""An episode's own address: the watch page when it is live, and before that its teaser, without a film."""

from datetime import datetime

from series.models import Page
from series.pages.kinds.series import series_feeds
from series.pages.live import LiveSet, LiveSubject
from series.pages.metadata.cards import episode_card
from series.pages.metadata.episode import announced_node, episode_node
from series.pages.shown.addresses import absolute, host_of, link, web_address
from series.pages.shown.film import film, transcript
from series.pages.shown.frames import empty_frame, frames
from series.pages.shown.hub import look_of
from series.pages.shown.names import headline, size_of, subtitle
from series.pages.shown.people import quote_of
from series.pages.shown.resources import resource_lines
from series.pages.shown.share import embed_code, oembed_link, share_text, share_ways
from series.pages.shown.stills import still

TEMPLATE = "pages/episode.html"
RELATED = 6


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    episode = live.get(page.subject_id)
    if episode is not None and episode.kind == "episode":
        return watch(episode, page=page, live=live)
    teaser = live.teaser_of(page.subject_id) if page.subject_id else None
    return announced(teaser, page=page, live=live) if teaser is not None else None


def watch(episode: LiveSubject, *, page: Page, live: LiveSet) -> dict[str, object]:
    content = episode.content
    # One query for all that the page speaks of.
    neighbours = [episode.previous, episode.next, *episode.related[:RELATED]]
    known = live.many([episode.series, episode.creator, *episode.causes, *episode.resources, *neighbours])
    series, creator = known.get(episode.series or 0), known.get(episode.creator or 0)
    causes = [known[cause] for cause in episode.causes if cause in known and known[cause].path]
    around = {frame["id"]: frame for frame in frames([known[i] for i in neighbours if i in known], live=live)}
    title = headline(content)
    return {
        "state": "live",
        "title": f"{title} · {content['number']}",
        "description": content.get("summary") or title,
        "language": content.get("language") or "en",
        "look": look_of(series, site=live.site()),
        "episode": content,
        "headline": title,
        "name": content["creator_name"],
        "name_size": size_of(content["creator_name"]),
        "subtitle": subtitle(content),
        "still": still(content.get("poster")),
        "film": film(content),
        "transcript": transcript(content),
        "quote": quote_of(creator),
        "creator": _named(creator),
        "creator_of": creator.content if creator else {},
        "series": _titled(series),
        "zone": _zone(series, live=live),
        "published_at": episode.published_at,
        "updated_at": episode.updated_at if episode.updated_at != episode.published_at else None,
        "corrections": corrections(episode),
        "causes": [_named(cause) for cause in causes],
        "resources": resource_lines(known[i] for i in episode.resources if i in known),
        "previous": around.get(episode.previous),
        "next": around.get(episode.next),
        "related": [around[i] for i in episode.related[:RELATED] if i in around],
        "address": absolute(episode.path),
        **_post(content.get("post_url")),
        "share_text": share_text(episode, series=series),
        "share_ways": share_ways(episode, series=series),
        "embed_code": embed_code(episode),
        "oembed": oembed_link(episode),
        "feeds": series_feeds(series.path) if series else {},
        "card": episode_card(episode, series=series),
        "trail": _trail(series, name=title, path=page.path),
        "nodes": [
            episode_node(
                episode,
                series=series,
                creator=creator,
                causes=causes,
                licence=live.site().content.get("licence") or "",
            )
        ],
    }


def announced(teaser: LiveSubject, *, page: Page, live: LiveSet) -> dict[str, object]:
    content = teaser.content
    series = live.get(teaser.series)
    name = content["name"]
    return {
        "state": teaser.premiere_status or "expected",
        "title": name,
        "description": content.get("line") or name,
        "language": content.get("language") or "en",
        "look": look_of(series, site=live.site()),
        "episode": content,
        "headline": name,
        "name": name,
        "name_size": size_of(name),
        "series": _titled(series),
        "frame": empty_frame(teaser, series=series),
        "pictured": teaser,
        "feeds": series_feeds(series.path) if series else {},
        "trail": _trail(series, name=name, path=page.path),
        "nodes": [announced_node(teaser, series=series)],
    }


def corrections(episode: LiveSubject) -> list[dict[str, object]]:
    """The public notices, the latest first."""
    noticed = [correction for correction in episode.corrections if correction.get("notice")]
    return [
        {"at": datetime.fromisoformat(correction["at"]), "notice": correction["notice"]}
        for correction in reversed(noticed)
    ]


def _post(address: object) -> dict[str, str]:
    """The post on a platform, and where that link leads."""
    if not web_address(address):
        return {"post_url": "", "post_host": ""}
    return {"post_url": str(address), "post_host": host_of(address)}


def _zone(series: LiveSubject | None, *, live: LiveSet) -> str:
    return (series.content.get("zone") if series else live.site().content.get("zone")) or "UTC"


def _named(subject: LiveSubject | None) -> dict[str, object] | None:
    return {"name": subject.content["name"], "path": link(subject.path)} if subject else None


def _titled(series: LiveSubject | None) -> dict[str, object] | None:
    if series is None:
        return None
    return {**series.content, "path": link(series.path)}


def _trail(series: LiveSubject | None, *, name: str, path: str) -> list[tuple[str, str]]:
    above = [(series.content["title"], series.path)] if series is not None and series.path else []
    return [*above, (name, path)]
