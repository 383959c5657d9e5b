"""The hub's colours as a stylesheet, since nothing on a page is inline."""

from series.models import Page
from series.pages.live import LiveSet
from series.pages.shown.look import stylesheet


def render(*, page: Page, live: LiveSet) -> bytes | None:
    return stylesheet(live.site().content.get("ember"))
