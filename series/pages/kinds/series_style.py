"""A series' colours as a stylesheet."""

from series.models import Page
from series.pages.live import LiveSet
from series.pages.shown.look import stylesheet


def render(*, page: Page, live: LiveSet) -> bytes | None:
    series = live.get(page.subject_id)
    return stylesheet(series.content.get("ember")) if series is not None else None
