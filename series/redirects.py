"""An address that has no file: where it went. nginx asks once, before it answers 404."""

import re
from urllib.parse import unquote, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.encoding import iri_to_uri
from django.views.decorators.http import require_safe

from series.models import Page
from series.models.page import PageState

# Longer than any chain of renames; also the end of a circle.
STEPS = 10
_EPISODE = re.compile(r"^(?P<series>/.+/)(?P<number>[0-9]{1,9})(?:-[^/]*)?/?$")


@require_safe
def redirect(request: HttpRequest) -> HttpResponse:
    """301 to where the page stands now, else 404 without a body."""
    target = where(_asked(request))
    if target is None:
        return HttpResponse(status=404)
    response = HttpResponsePermanentRedirect(iri_to_uri(target))
    response["Cache-Control"] = "no-cache"
    return response


def where(path: str) -> str | None:
    """The path at which what `path` named is up now. None when nothing is known, or `path` is itself up."""
    if not path.startswith("/") or len(path) > 400 or "\0" in path:
        return None
    page = Page.objects.filter(path__in={path, _slashed(path)}).select_related("moved_to").first()
    if page is None:
        return _by_number(path)
    page = _followed(page)
    return page.path if page is not None and page.path != path else None


def _asked(request: HttpRequest) -> str:
    raw = request.headers.get("X-Original-URI", "") or request.GET.get("path", "")
    return unquote(urlsplit(raw).path) if not raw.startswith("//") else ""


def _slashed(path: str) -> str:
    return path if path.endswith("/") else f"{path}/"


def _followed(page: Page) -> Page | None:
    for _ in range(STEPS):
        if page.state == PageState.UP:
            return page
        if page.state != PageState.MOVED or page.moved_to is None:
            return None
        page = page.moved_to
    return None


def _by_number(path: str) -> str | None:
    """An episode by its series and number, however its words are spelt; the series by an old name too."""
    found = _EPISODE.match(path)
    if found is None:
        return None
    series = Page.objects.filter(path=found["series"], kind="series").select_related("moved_to").first()
    series = _followed(series) if series else None
    if series is None:
        return None
    stem = f"{series.path}{int(found['number'])}-"
    pages = (
        Page.objects.filter(path__startswith=stem, kind="episode").select_related("moved_to").order_by("pk")
    )
    for page in pages[:STEPS]:
        up = _followed(page)
        if up is not None:
            return up.path
    return None
