"""The palette asks the first address while somebody types; the second is a page with the same answers."""

import time
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from series.admin.finding.results import Line, lines

SHORTEST = 2
LONGEST = 200


def _asked(text: str | None) -> str:
    return " ".join((text or "").replace("\0", "")[:LONGEST].split())


@never_cache
@require_safe
def _palette(request: HttpRequest) -> HttpResponseBase:
    """In place of Unfold's own, which remembers answers for five minutes, whatever somebody may see by then."""
    text = _asked(request.GET.get("s"))
    if len(text) < SHORTEST:
        return HttpResponse()
    begun = time.monotonic()
    paginator = Paginator(lines(request, text), 100)
    context = {
        "search_term": text,
        "page_obj": paginator,
        "results": paginator.page(1),
        "page_counter": 0,
        "execution_time": time.monotonic() - begun,
        "command_show_history": False,
    }
    # What the palette's own script waits for.
    return TemplateResponse(
        request, "unfold/helpers/command_results.html", context, headers={"HX-Trigger": "search"}
    )


@never_cache
@require_safe
def _page(request: HttpRequest) -> HttpResponseBase:
    text = _asked(request.GET.get("q"))
    found = lines(request, text) if len(text) >= SHORTEST else []
    context = {
        **admin.site.each_context(request),
        "title": _("Find"),
        "asked": text,
        "groups": [
            {"title": title, "lines": [line for line in found if line.kind == kind]}
            for kind, title in _in_order(found)
        ],
        "found": bool(found),
    }
    return TemplateResponse(request, "admin/desk/find.html", context)


def _in_order(found: list[Line]) -> list[tuple[str, Any]]:
    """What was asked for stands first: acts, where the question began with one."""
    titles = {"thing": _("Things"), "act": _("Acts"), "page": _("Pages")}
    return [(kind, titles[kind]) for kind in dict.fromkeys(line.kind for line in found)]


palette = admin.site.admin_view(_palette)
find_page = admin.site.admin_view(_page)
