"""Everyone who is announced, by their instants."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.live import LiveSet
from series.pages.metadata.graph import collection
from series.pages.shown.addresses import absolute
from series.pages.shown.frames import empty_frames

TEMPLATE = "pages/upcoming.html"
LIMIT = 100


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    coming = empty_frames(live.upcoming(limit=LIMIT), live=live)
    name = _("Upcoming")
    description = _("Who comes next, and when: people whose minute has not been shown yet.")
    return {
        "title": name,
        "description": description,
        "upcoming": coming,
        "trail": [(name, page.path)],
        "nodes": [
            collection(
                page=absolute(page.path),
                name=name,
                description=description,
                urls=[absolute(str(frame["path"])) for frame in coming],
            )
        ],
    }
