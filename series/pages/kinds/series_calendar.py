"""Premieres of one series, as a calendar to subscribe to."""

from series.models import Page
from series.pages.feeds.calendar import SHOWN, calendar
from series.pages.live import LiveSet


def render(*, page: Page, live: LiveSet) -> bytes | None:
    series = live.get(page.subject_id)
    if series is None or not series.path:
        return None
    content = series.content
    return calendar(
        name=content["title"],
        description=content.get("promise") or "",
        zone=content.get("zone") or "UTC",
        colour=content.get("ember") or "",
        path=page.path,
        home=series.path,
        coming=live.upcoming(series=series.id, limit=SHOWN),
        shown=live.latest(f"series:{series.id}", SHOWN),
        live=live,
    )
