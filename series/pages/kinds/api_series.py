"""A series as data: what it promises, its latest fifty episodes, who is announced."""

from series.models import Page
from series.pages.feeds.as_json import announced_json, document, episodes_json
from series.pages.feeds.entries import LATEST
from series.pages.live import LiveSet
from series.pages.shown.addresses import absolute

UPCOMING = 50
TOLD = ("title", "promise", "introduction", "hashtag", "language", "zone", "status")


def render(*, page: Page, live: LiveSet) -> bytes | None:
    series = live.get(page.subject_id)
    if series is None or not series.path:
        return None
    coming = live.upcoming(series=series.id, limit=UPCOMING)
    return document(
        {
            "id": series.id,
            "url": absolute(series.path),
            **{name: series.content.get(name) for name in TOLD},
            "episodes": episodes_json(live.latest(f"series:{series.id}", LATEST), live=live),
            "upcoming": [announced_json(teaser) for teaser in coming if teaser.path],
        }
    )
