"""What is counted, as tables: by day and page, and by day, page and site. The days are those that the page shows."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from series.admin.audience.asked import SEE, Asked, asked, names
from series.admin.lineup.doors import door
from series.lineup.export import record
from series.lineup.spreadsheet import TYPES, as_csv
from series.models import LiveRevision
from series.statistics import reading


@require_GET
def _pages(request: HttpRequest) -> HttpResponseBase:
    what = asked(request)
    return _table(request, what, "pages", reading.PAGES, _by_page(what))


@require_GET
def _sites(request: HttpRequest) -> HttpResponseBase:
    what = asked(request)
    return _table(request, what, "sites", reading.SITES, _by_site(what))


pages = door(SEE)(_pages)
sites = door(SEE)(_sites)


def _by_page(what: Asked) -> Iterator[list[str]]:
    films = LiveRevision.objects.filter(kind="episode").values_list("subject", flat=True)
    known = names(films)
    yield ["day", "page", "film", "opened", "played", "seen to its end"]
    for day, path, subject, *numbers in what.reading.rows(reading.PAGES):
        yield [_said(day), path, known.get(subject, ("", None))[0], *map(str, numbers)]


def _by_site(what: Asked) -> Iterator[list[str]]:
    yield ["day", "page", "site", "opened from there"]
    for day, path, host, number in what.reading.rows(reading.SITES):
        yield [_said(day), path, host, str(number)]


def _said(day: date) -> str:
    return day.isoformat()


def _table(
    request: HttpRequest, what: Asked, name: str, question: str, rows: Iterator[list[str]]
) -> HttpResponseBase:
    user: Any = request.user
    record(
        person=user,
        what=f"audience {name}",
        kind="csv",
        query=request.META.get("QUERY_STRING", ""),
        rows=what.reading.count(question),
    )
    response = StreamingHttpResponse(as_csv(rows), content_type=TYPES["csv"])
    response["Content-Disposition"] = f'attachment; filename="audience-{name}-{what.period.last}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
