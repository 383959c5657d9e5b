"""What nginx shows when what it must ask does not answer."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.live import LiveSet

TEMPLATE = "pages/error_503.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    return {"title": _("The hub is away for a moment"), "robots": "noindex", "is_error": True}
