"""The people of the hub, the newest first; all of them in numbered parts."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.kinds.parts import part_links
from series.pages.live import LiveSet
from series.pages.metadata.graph import collection
from series.pages.paths import TABLE
from series.pages.shown.addresses import absolute
from series.pages.shown.people import people_lines

TEMPLATE = "pages/people.html"
NEWEST = 100


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    people = people_lines(live.latest("people", NEWEST))
    name = _("People")
    description = _("Everyone who had a minute here.")
    return {
        "title": name,
        "description": description,
        "people": people,
        "parts": part_links(
            TABLE["people_part"], count=live.parts("people"), shown=len(people), limit=NEWEST
        ),
        "trail": [(name, page.path)],
        "nodes": [
            collection(
                page=absolute(page.path),
                name=name,
                description=description,
                urls=[absolute(str(person["path"])) for person in people],
            )
        ],
    }
