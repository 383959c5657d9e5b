"""A hundred people, in the order in which they came."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.kinds.parts import neighbours, part_link, part_number
from series.pages.live import LiveSet
from series.pages.paths import TABLE, path_for
from series.pages.shown.people import people_lines

TEMPLATE = "pages/people.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    number = part_number(page.key)
    people = people_lines(live.part("people", number)) if number else []
    if not number or not people:
        return None
    count = live.parts("people")
    this = part_link(TABLE["people_part"], number)
    name = _("People")
    return {
        "title": f"{name}, {this['first']}–{this['last']}",
        "description": _("Everyone who had a minute here."),
        "people": people,
        "part": this,
        **neighbours(TABLE["people_part"], number=number, count=count),
        "trail": [(name, path_for("people")), (str(this["number"]), page.path)],
    }
