"""A page that was public and is not any more, where no notice of its own says why."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.live import LiveSet

TEMPLATE = "pages/error_410.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    return {"title": _("This was taken down"), "robots": "noindex", "is_error": True}
