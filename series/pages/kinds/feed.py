"""The hub's feed: the latest fifty of all series."""

from series.models import Page
from series.pages.feeds.entries import LATEST, Feed, entries
from series.pages.feeds.rss import rss
from series.pages.live import LiveSet


def render(*, page: Page, live: LiveSet) -> bytes | None:
    feed = Feed.of_hub(page=page, live=live)
    return rss(feed, entries(live.latest("all", LATEST), live=live))
