"""A series' feed as JSON Feed 1.1."""

from series.models import Page
from series.pages.feeds.entries import LATEST, Feed, entries
from series.pages.feeds.json_feed import json_feed
from series.pages.live import LiveSet


def render(*, page: Page, live: LiveSet) -> bytes | None:
    series = live.get(page.subject_id)
    if series is None or not series.path:
        return None
    feed = Feed.of_series(series, page=page, live=live)
    return json_feed(feed, entries(live.latest(f"series:{series.id}", LATEST), live=live))
