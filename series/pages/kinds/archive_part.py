"""A hundred minutes of the archive, the oldest first."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.kinds.parts import part_data
from series.pages.live import LiveSet
from series.pages.paths import TABLE, path_for

TEMPLATE = "pages/part.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    return part_data(
        page=page,
        live=live,
        key="all",
        path=TABLE["archive_part"],
        name=_("Archive"),
        above=[(_("Archive"), path_for("archive"))],
    )
