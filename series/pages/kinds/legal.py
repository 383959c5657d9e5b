"""A legal page: an imprint, a privacy notice, whatever the hub's country asks for."""

from series.models import Page
from series.pages.live import LiveSet

TEMPLATE = "pages/legal.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    legal = live.get(page.subject_id)
    if legal is None or legal.kind != "legal":
        return None
    return {
        "title": legal.content["title"],
        "description": legal.content.get("body"),
        "legal": legal.content,
        "zone": live.site().content.get("zone") or "UTC",
        "updated_at": legal.updated_at,
        "trail": [(legal.content["title"], page.path)],
    }
