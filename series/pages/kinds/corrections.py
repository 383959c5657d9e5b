"""Everything that was put right or taken off in public, the newest first; all of it in numbered parts."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages import correction_lines
from series.pages.kinds.parts import part_links
from series.pages.live import PART_SIZE, LiveSet
from series.pages.paths import TABLE
from series.pages.shown import corrections as shown

TEMPLATE = "pages/corrections.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    lines = shown.correction_lines(correction_lines.newest(PART_SIZE), live=live)
    name = _("Corrections")
    return {
        "title": name,
        "description": _("What was wrong here and was put right, and what was withdrawn, with the reason."),
        "corrections": lines,
        "zone": live.site().content.get("zone") or "UTC",
        "parts": part_links(
            TABLE["corrections_part"], count=correction_lines.parts(), shown=len(lines), limit=PART_SIZE
        ),
        "trail": [(name, page.path)],
    }
