"""A hundred lines of the log of corrections. It changes only when one of its subjects does."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages import correction_lines
from series.pages.kinds.parts import neighbours, part_link, part_number
from series.pages.live import LiveSet
from series.pages.paths import TABLE, path_for
from series.pages.shown import corrections as shown

TEMPLATE = "pages/corrections.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    number = part_number(page.key)
    lines = shown.correction_lines(correction_lines.part(number), live=live) if number else []
    if not number or not lines:
        return None
    this = part_link(TABLE["corrections_part"], number)
    name = _("Corrections")
    return {
        "title": f"{name}, {this['first']}–{this['last']}",
        "description": _("What was wrong here and was put right, and what was withdrawn, with the reason."),
        "corrections": lines,
        "zone": live.site().content.get("zone") or "UTC",
        "part": this,
        **neighbours(TABLE["corrections_part"], number=number, count=correction_lines.parts()),
        "trail": [(name, path_for("corrections")), (str(this["number"]), page.path)],
    }
