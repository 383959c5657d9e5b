"""No page has this address, and none had it."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.live import LiveSet

TEMPLATE = "pages/error_404.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    return {"title": _("There is no page at this address"), "robots": "noindex", "is_error": True}
