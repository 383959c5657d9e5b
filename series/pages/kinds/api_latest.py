"""The latest fifty episodes as data."""

from series.models import Page
from series.pages.feeds.as_json import document, episodes_json
from series.pages.feeds.entries import LATEST
from series.pages.live import LiveSet
from series.pages.shown.addresses import absolute


def render(*, page: Page, live: LiveSet) -> bytes | None:
    episodes = episodes_json(live.latest("all", LATEST), live=live)
    return document({"url": absolute(page.path), "episodes": episodes})
