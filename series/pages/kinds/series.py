"""A series: its promise, what is next, its newest episodes; older ones stand in numbered parts."""

from series.models import Page
from series.pages.dial import TICKS
from series.pages.kinds.parts import part_links
from series.pages.live import LiveSet, parts_of
from series.pages.metadata.episode import series_node
from series.pages.shown.addresses import absolute, link
from series.pages.shown.figures import figures
from series.pages.shown.frames import empty_frames, frames
from series.pages.shown.hub import look_of
from series.pages.shown.resources import resources

TEMPLATE = "pages/series.html"
READS = ("site", "legal", "figure", "resource")
NEWEST = 24
UPCOMING = 12


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    series = live.get(page.subject_id)
    if series is None or series.kind != "series":
        return None
    content = series.content
    newest = frames(live.latest(f"series:{series.id}", NEWEST), live=live)
    coming = empty_frames(live.upcoming(series=series.id, limit=UPCOMING), live=live)
    places = live.places(f"series:{series.id}")
    parts = part_links(f"{series.path}all/{{key}}/", count=parts_of(places), shown=len(newest), limit=NEWEST)
    return {
        "title": content["title"],
        "description": content.get("promise"),
        "language": content.get("language") or "en",
        "look": look_of(series, site=live.site()),
        "series": content,
        "dial": season_dial(newest, coming),
        # Where not all are on the page, how many places were ever given.
        "told": len(newest) if len(newest) < NEWEST else places,
        "latest": newest,
        "upcoming": coming,
        "parts": parts,
        "figures": figures(live, series=series.id),
        "resources": resources(live, series=series.id),
        "feeds": series_feeds(series.path),
        "trail": [(content["title"], series.path)],
        "nodes": [
            series_node(series, episodes=[absolute(str(frame["path"])) for frame in newest]),
        ],
    }


def season_dial(newest: list[dict[str, object]], coming: list[dict[str, object]]) -> dict[str, object]:
    """Which of the current sixty places are told and which announced: a long tick an episode."""
    told = [int(str(frame["number"])) for frame in newest]
    announced = [int(str(frame["number"])) for frame in coming if frame["status"] != "cancelled"]
    lap = (max([*told, *announced, 1]) - 1) // TICKS
    return {
        "told": [number for number in told if (number - 1) // TICKS == lap],
        "announced": [number for number in announced if (number - 1) // TICKS == lap],
    }


def series_feeds(path: str) -> dict[str, str]:
    names = {"feed": "feed.xml", "json_feed": "feed.json", "calendar": "calendar.ics"}
    return {name: link(f"{path}{file}") for name, file in names.items()} if path else {}
