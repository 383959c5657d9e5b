"""The bytes in the frames of the desk: a page as it will be, its colours, and the hub's stylesheet in one theme."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from series.admin.previews.asked import asked
from series.previews.headers import as_page, keep_private, policy_kind
from series.previews.overlay import live_set
from series.previews.page import Addresses, look, page_of, preview_bytes
from series.previews.themes import THEMES, switched


@require_safe
def preview_page(
    request: HttpRequest, revision: int | None = None, subject: int | None = None
) -> HttpResponseBase:
    wanted = asked(request, revision=revision, subject=subject)
    shows, theme = wanted.shows, theme_of(request)
    addresses = Addresses(
        look=wanted.address("look") + (f"?theme={theme}" if theme else ""),
        file=lambda rendition: reverse("desk-file", args=[rendition.pk]),
        style=reverse("desk-preview-style", args=[theme]) if theme else "",
    )
    body = preview_bytes(shows, live=live_set(shows), addresses=addresses, theme=theme)
    return as_page(HttpResponse(body), kind=policy_kind(page_of(shows).kind))


@require_safe
def preview_look(
    request: HttpRequest, revision: int | None = None, subject: int | None = None
) -> HttpResponseBase:
    shows = asked(request, revision=revision, subject=subject).shows
    colours = look(shows, live=live_set(shows), theme=theme_of(request))
    return keep_private(HttpResponse(colours, content_type="text/css; charset=utf-8"))


@require_safe
def preview_style(request: HttpRequest, theme: str) -> HttpResponseBase:
    """The hub's own stylesheet in one theme. Nothing in it is secret."""
    if theme not in THEMES:
        raise Http404
    source = Path(str(finders.find("css/hub.css"))).read_text()
    return keep_private(HttpResponse(switched(source, theme), content_type="text/css; charset=utf-8"))


def theme_of(request: HttpRequest) -> str:
    theme = request.GET.get("theme", "")
    return theme if theme in THEMES else ""
