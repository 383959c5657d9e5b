"""The hub's front: the newest film large, the ones before it, what is coming, the series."""

from series.models import Page
from series.pages.live import LiveSet
from series.pages.metadata.graph import collection, publisher
from series.pages.shown.addresses import absolute
from series.pages.shown.frames import empty_frames, frames
from series.pages.shown.programmes import programmes

TEMPLATE = "pages/home.html"
LATEST = 13
UPCOMING = 6
# Some of those asked for may be cancelled; they are told of under /upcoming/ only.
ASKED = 24


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    site = live.site()
    newest = live.latest("all", LATEST)
    shown = frames(newest, live=live)
    expected = [teaser for teaser in live.upcoming(limit=ASKED) if teaser.premiere_status != "cancelled"]
    coming = empty_frames(expected[:UPCOMING], live=live)
    urls = [absolute(subject.path) for subject in newest if subject.path]
    name = site.content["name"]
    tagline = site.content.get("tagline") or ""
    return {
        "title": f"{name} · {tagline}" if tagline else name,
        "description": site.content.get("introduction") or tagline,
        "hero": shown[0] if shown else None,
        "latest": shown[1:],
        "upcoming": coming,
        "programmes": programmes(live),
        "nodes": [
            publisher(site),
            collection(page=absolute("/"), name=name, description=tagline, urls=urls),
        ],
    }
