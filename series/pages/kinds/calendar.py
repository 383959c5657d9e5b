"""Premieres to come and the ones of late, of all series, as a calendar to subscribe to."""

from series.models import Page
from series.pages.feeds.calendar import SHOWN, calendar
from series.pages.live import LiveSet
from series.pages.paths import path_for


def render(*, page: Page, live: LiveSet) -> bytes | None:
    content = live.site().content
    return calendar(
        name=content["name"],
        description=content.get("tagline") or "",
        zone=content.get("zone") or "UTC",
        colour=content.get("ember") or "",
        path=page.path,
        home=path_for("home"),
        coming=live.upcoming(limit=SHOWN),
        shown=live.latest("all", SHOWN),
        live=live,
    )
