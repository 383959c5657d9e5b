"""A hundred people with a place, in the order in which they came, on a map of their own."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.kinds.parts import neighbours, part_link, part_number
from series.pages.kinds.places import map_of
from series.pages.live import LiveSet
from series.pages.paths import TABLE, path_for

TEMPLATE = "pages/places.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    number = part_number(page.key)
    shown = map_of(live.part("places", number)) if number else {}
    if not number or not shown["spots"]:
        return None
    this = part_link(TABLE["places_part"], number)
    name = _("Places")
    return {
        "title": f"{name}, {this['first']}–{this['last']}",
        "description": _("Where the stories are: a map of the people who had a minute here."),
        **shown,
        "part": this,
        **neighbours(TABLE["places_part"], number=number, count=live.parts("places")),
        "trail": [(name, path_for("places")), (str(number), page.path)],
    }
