"""The page `/search/` and its answers as JSON. No cookie, no session; no question or address is kept."""

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from series.models import Page
from series.pages.live import LiveSet
from series.pages.render import html
from series.pages.shown.language import interface_language
from series.search.find import Found, find
from series.search.hits import Hit, hits_of, pages
from series.search.question import LONGEST, Question, TooLong, question_of
from sparks.nginx import policies

PATH = "/search/"
TEMPLATE = "pages/search.html"
ROWS = 30
# As somebody types.
FEW = 8
# Said where nothing of the hub can be read, not even its own page about that.
AWAY = "The search cannot answer just now. The films and stories are still there. Try again in a minute.\n"


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """200 with what was found, or nothing; 400 for a question that is too long; 503 while the database is away."""
    try:
        typed = request.GET.get("q", "")
        try:
            question = question_of(typed)
        except TooLong:
            return _page({"typed": typed[:LONGEST], "too_long": True}, status=400)
        return _page(_answered(question, number=request.GET.get("page", "1")))
    except (OperationalError, InterfaceError):
        return _private(HttpResponse(_away(), status=503, headers={"Retry-After": "30"}))


@require_safe
def search_json(request: HttpRequest) -> HttpResponse:
    try:
        question = question_of(request.GET.get("q", ""))
        found = find(question)
        hits = hits_of(found, first=0, most=FEW, live=LiveSet())
    except TooLong:
        return _private(JsonResponse({"error": _too_long()}, status=400))
    except (OperationalError, InterfaceError):
        return _private(JsonResponse({"error": AWAY.strip()}, status=503, headers={"Retry-After": "30"}))
    answer = {
        "count": len(found.entries),
        "said": said(found),
        "instead": found.instead,
        "partly": found.partly,
        "hits": [_told(hit) for hit in hits],
    }
    return _private(JsonResponse(answer))


def said(found: Found) -> str:
    """How much was found, for the eye and for screen readers."""
    count = len(found.entries)
    if not count:
        return _("Nothing found.")
    return ngettext("%(count)d result", "%(count)d results", count) % {"count": count}


def _answered(question: Question, *, number: str) -> dict[str, object]:
    if not question.words:
        return {"typed": question.text}
    found, live = find(question), LiveSet()
    numbers = pages(found, size=ROWS)
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1
    page = min(max(page, 1), max(len(numbers), 1))
    return {
        "typed": question.text,
        "asked": True,
        "found": found,
        "said": said(found),
        "hits": hits_of(found, first=(page - 1) * ROWS, most=ROWS, live=live),
        "page_number": page,
        "numbers": numbers if len(numbers) > 1 else (),
        "live": live,
    }


def _page(answered: dict[str, object], *, status: int = 200) -> HttpResponse:
    """In the hub's own frame, as its baked pages; the live set is not the template's."""
    given = answered.pop("live", None)
    live = given if isinstance(given, LiveSet) else LiveSet()
    live.gather("site", "legal")
    language = interface_language(get_language() or "en")
    data: dict[str, object] = {
        "title": _("Search"),
        "language": language,
        "robots": "noindex, follow",
        # No canonical address and no data about it: it is no page of the hub's to be listed.
        "is_error": True,
        "longest": LONGEST,
        "too_long_said": _too_long(),
        **answered,
    }
    body = html(TEMPLATE, data, page=Page(path=PATH, kind="search", language=language), live=live)
    return _private(HttpResponse(body, status=status))


def _too_long() -> str:
    return _("That is too much to look for at once. Try the few words that matter most.")


def _away() -> bytes:
    """The hub's own page for it, which is a file."""
    try:
        return (settings.PAGES_ROOT / "errors" / "503.html").read_bytes()
    except OSError:
        return AWAY.encode()


def _told(hit: Hit) -> dict[str, object]:
    told: dict[str, object] = {
        "kind": hit.kind,
        "name": hit.name,
        "path": hit.path,
        "title": hit.title,
        "line": hit.line,
        "language": hit.language,
        "direction": hit.direction,
    }
    if hit.moment:
        told["moment"] = {
            "second": hit.moment.second,
            "clock": hit.clock,
            "words": hit.moment.words,
            "path": hit.at,
            "language": hit.spoken,
            "direction": hit.spoken_direction,
        }
    return told


def _private(response: HttpResponse) -> HttpResponse:
    """In nobody's cache: what is withdrawn is not found from then on, and a question is its asker's own."""
    https = settings.PUBLIC_URL.startswith("https://")
    response["Content-Security-Policy"] = policies.content_security(
        "page", media_origin=settings.MEDIA_ORIGIN, https=https
    )
    response["Permissions-Policy"] = policies.permissions("page")
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex"
    response["X-Content-Type-Options"] = "nosniff"
    return response
