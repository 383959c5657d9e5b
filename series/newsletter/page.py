"""The newsletter's pages, in the hub's own frame: for nobody's cache, without a cookie, a script or another site."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from series.models import Page
from series.pages.live import LiveSet
from series.pages.render import html
from series.pages.shown.language import interface_language
from series.previews.headers import keep_private

HOME = "/newsletter/"


def page(
    template: str,
    given: Mapping[str, object],
    *,
    live: LiveSet | None = None,
    status: int = 200,
    language: str = "",
) -> HttpResponse:
    """Rendered without the request: no session, no message and no cookie can find its way in.

    `language` is the reader's own where they are known, else what their browser asked for.
    """
    spoken = interface_language(language or get_language() or "en")
    shown = {
        "title": _("Newsletter"),
        "description": _("A mail when the next minute is out."),
        "robots": "noindex, nofollow, noarchive",
        # No canonical address and no card: whoever has the address of such a page has a key.
        "is_error": True,
        "days_kept": 30,
        **given,
        "language": spoken,
    }
    frame = Page(path=HOME, kind="newsletter", language=spoken)
    response = HttpResponse(
        html(f"pages/{template}.html", shown, page=frame, live=live or LiveSet()), status=status
    )
    return with_our_policy(response)


def with_our_policy(response: HttpResponse) -> HttpResponse:
    media = " ".join(filter(None, ["'self'", settings.MEDIA_ORIGIN]))
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'self'; img-src {media}; font-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    )
    return keep_private(response)
