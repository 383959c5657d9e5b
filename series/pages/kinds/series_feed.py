"""A series' feed: its latest fifty."""

from series.models import Page
from series.pages.feeds.entries import LATEST, Feed, entries
from series.pages.feeds.rss import rss
from series.pages.live import LiveSet


def render(*, page: Page, live: LiveSet) -> bytes | None:
    series = live.get(page.subject_id)
    if series is None or not series.path:
        return None
    feed = Feed.of_series(series, page=page, live=live)
    return rss(feed, entries(live.latest(f"series:{series.id}", LATEST), live=live))
