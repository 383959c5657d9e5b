"""A hundred minutes of one year, the oldest first."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.kinds.archive_year import year_parts
from series.pages.kinds.parts import part_data
from series.pages.live import LiveSet
from series.pages.paths import path_for

TEMPLATE = "pages/part.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    year, _slash, number = page.key.partition("/")
    above = [(_("Archive"), path_for("archive")), (year, path_for("archive_year", key=year))]
    return part_data(
        page=page,
        number=number,
        live=live,
        key=f"year:{year}",
        path=year_parts(year),
        name=f"{_('Archive')} {year}",
        above=above,
    )
