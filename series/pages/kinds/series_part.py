"""A hundred episodes of one series, the oldest first."""

from series.models import Page
from series.pages.kinds.parts import part_data
from series.pages.kinds.series import series_feeds
from series.pages.live import LiveSet
from series.pages.shown.hub import look_of

TEMPLATE = "pages/part.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    series = live.get(page.subject_id)
    if series is None or not series.path:
        return None
    name = series.content["title"]
    part = part_data(
        page=page,
        live=live,
        key=f"series:{series.id}",
        path=f"{series.path}all/{{key}}/",
        name=name,
        above=[(name, series.path)],
    )
    if part is None:
        return None
    return {
        **part,
        "language": series.content.get("language") or "en",
        "look": look_of(series, site=live.site()),
        "series": series.content,
        "feeds": series_feeds(series.path),
    }
