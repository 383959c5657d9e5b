"""The page "Audience": plays, how many of them to the end, and where people came from."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from series.admin.audience.asked import SEE, Asked, asked, names
from series.admin.audience.chart import chart, top_of
from series.admin.lineup.doors import door
from series.pages.shown.addresses import link
from series.statistics.limits import FEWEST
from series.statistics.periods import ALL, CHOICES, DAYS, YEAR
from series.statistics.reading import Sums

# What stands on the page; all of it is in the tables to download.
FILMS, HOSTS, PAGES = 100, 30, 20


@never_cache
@require_safe
def _audience(request: HttpRequest) -> HttpResponseBase:
    what = asked(request)
    found = what.reading.by_unit()
    units = [(day, found.get(day, Sums())) for day in what.period.units(min(found, default=None))]
    total = Sums(
        *(sum(getattr(one, name) for one in found.values()) for name in ("views", "plays", "completions"))
    )
    context = {
        **admin.site.each_context(request),
        "title": _("Audience"),
        "asked": what,
        "periods": [_choice(what, key) for key in CHOICES],
        "total": total,
        "units": units[::-1],
        "top": top_of(units),
        "chart": chart(units, by_month=what.period.by_month) if total.plays else "",
        "began": units[0][0],
        "query": what.query(episode=what.episode),
        **_lists(what),
    }
    return TemplateResponse(request, "admin/audience/audience.html", context)


audience = door(SEE)(_audience)


def _choice(what: Asked, key: str) -> dict[str, Any]:
    return {
        "name": said(key),
        "address": what.address(period=key, episode=what.episode),
        "chosen": key == what.period.key,
    }


def said(key: str) -> str:
    if key == ALL:
        return _("Everything")
    return _("12 months") if key == YEAR else _("%(days)d days") % {"days": DAYS[key]}


def _lists(what: Asked) -> dict[str, Any]:
    films, hosts = what.reading.by_film(), what.reading.by_host()
    pages: list[Any] = [] if what.episode else what.reading.by_page()
    known = names({film.subject for film in films[:FILMS]})
    rows = []
    for film in films[:FILMS]:
        name, episode = known.get(film.subject, (film.path, None))
        rows.append({"film": film, "name": name, "address": what.address(episode=episode) if episode else ""})
    only = rows[0]["name"] if rows and what.episode else ""
    return {
        "films": [] if what.episode else rows,
        "only": only,
        "away": sum(film.away for film in films),
        "more_films": max(0, len(films) - FILMS),
        "hosts": hosts[:HOSTS],
        "more_hosts": max(0, len(hosts) - HOSTS),
        "fewest": FEWEST,
        "from_sites": sum(number for _host, number in hosts),
        "pages": [(path, link(path), number) for path, number in pages[:PAGES]],
        "more_pages": max(0, len(pages) - PAGES),
    }
