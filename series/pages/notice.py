"""What stands at the address of something withdrawn: 410, with the notice that an editor wrote."""

from django.utils import translation

from series.models import Page
from series.pages.kinds import error_410
from series.pages.live import LiveSet
from series.pages.render import html
from series.pages.shown.language import interface_language


def render_notice(*, page: Page, live: LiveSet) -> bytes:
    """The notice as a page; for a feed or a file, which no person reads, as one line of text."""
    if not page.path.endswith("/"):
        return f"Gone. {page.notice}".strip().encode()
    with translation.override(interface_language(page.language)):
        data = error_410.data(page=page, live=live) or {}
    return html(
        error_410.TEMPLATE, {**data, "notice": page.notice, "gone_at": page.gone_at}, page=page, live=live
    )
