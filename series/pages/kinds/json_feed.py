"""The hub's feed as JSON Feed 1.1."""

from series.models import Page
from series.pages.feeds.entries import LATEST, Feed, entries
from series.pages.feeds.json_feed import json_feed
from series.pages.live import LiveSet


def render(*, page: Page, live: LiveSet) -> bytes | None:
    feed = Feed.of_hub(page=page, live=live)
    return json_feed(feed, entries(live.latest("all", LATEST), live=live))
