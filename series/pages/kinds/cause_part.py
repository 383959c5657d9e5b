"""A hundred episodes that share a cause, the oldest first."""

from series.models import Page
from series.pages.kinds.parts import part_data
from series.pages.live import LiveSet

TEMPLATE = "pages/part.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    cause = live.get(page.subject_id)
    if cause is None or not cause.path:
        return None
    name = cause.content["name"]
    return part_data(
        page=page,
        live=live,
        key=f"cause:{cause.id}",
        path=f"{cause.path}{{key}}/",
        name=name,
        above=[(name, cause.path)],
    )
