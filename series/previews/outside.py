"""The few pages that an outsider sees around a preview, in the hub's own hand and the visitor's language."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.template.loader import get_template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from series.pages.live import LiveSet
from series.pages.shown.hub import hub
from series.pages.shown.language import direction
from series.previews.headers import OUTSIDE, keep_private


def page(template: str, given: Mapping[str, object], *, status: int = 200) -> HttpResponse:
    """Rendered without the request: no session, no message and no cookie can find its way in."""
    language = get_language() or "en"
    frame = {"hub": hub(LiveSet()), "language": language, "direction": direction(language)}
    response = HttpResponse(get_template(template).render({**frame, **given}), status=status)
    response["Content-Security-Policy"] = OUTSIDE
    return keep_private(response)


def nothing_here() -> HttpResponse:
    return page("previews/nothing.html", {"title": _("Nothing is shown at this address")}, status=404)


def withdrawn() -> HttpResponse:
    return page("previews/withdrawn.html", {"title": _("This was taken down")}, status=410)


def slow_down(seconds: int) -> HttpResponse:
    response = page("previews/slow.html", {"title": _("One moment, please"), "seconds": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    return response
