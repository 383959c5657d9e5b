"""Looking: the month, the week, the agenda and the day."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from series.admin.calendar.query import Query, first_weekday, read
from series.admin.calendar.shown import may_of, reserve_data, shown
from series.admin.calendar.words import said_by_script
from series.calendar import danger, reading, reserve
from series.calendar.entries import CHOICES, LABELS, USUAL, Entry, Kind
from series.calendar.grid import lay_out
from series.calendar.span import DAY, Span, bounds, span, today, weekdays
from series.calendar.undo import undoable
from series.models import Series
from series.publishing.due import database_now

MOST_RESERVES = 30
# Where each entry stands in its own zone, that zone may be this far from UTC.
FARTHEST = timedelta(hours=26)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    if not user.has_perm("series.view_release"):
        raise PermissionDenied
    query, now, may = read(request), database_now(), may_of(user)
    runs = list(Series.objects.order_by("title", "pk").only("title", "zone"))
    zone = _zone(query, user, runs)
    shown_zone = zone or "UTC"
    day = today(now, shown_zone)
    looked = span(view=query.view, at=query.at or day, first_weekday=first_weekday())
    query = replace(query, at=looked.at)
    found = _found(user, query, looked, zone=zone)
    at_risk = _at_risk(now, looked, shown_zone) if any(entry.moves for entry in found) else {}
    found = [_with(entry, at_risk) for entry in found]
    back = query.text()
    days = [
        {
            "day": one,
            "shown": [shown(entry, zone=zone, now=now, back=back, may=may) for entry in one.entries],
            "address": query.address(view="day", at=one.day),
        }
        for one in lay_out(found, span=looked, today=day, zone=shown_zone)
    ]
    context = {
        **admin.site.each_context(request),
        "title": _("Calendar"),
        "query": query,
        "span": looked,
        "days": days,
        "weekdays": [looked.first + DAY * number for number, _day in enumerate(weekdays(first_weekday()))],
        "count": len(found),
        "zone": zone,
        "zones": _zones(query, user, runs),
        "views": [(name, label, query.address(view=name)) for name, label in _views()],
        "previous": query.address(at=looked.previous),
        "next": query.address(at=looked.next),
        "today": query.address(at=None),
        "runs": runs,
        "choices": [(kind, LABELS[kind], kind in query.states) for kind in CHOICES],
        "reserve": _reserve(user, query, back=back, may=may),
        "undoable": undoable(by=user, now=now) if may["move"] or may["pencil"] or may["plan"] else None,
        "may": may,
        "back": back,
        "say": said_by_script(),
        "every": query.address(series=(), states=USUAL),
    }
    response = TemplateResponse(request, f"admin/calendar/{_template(query.view)}.html", context)
    response["Vary"] = "Cookie, Sec-CH-UA-Mobile, User-Agent"
    return response


def _views() -> list[tuple[str, str]]:
    return [("month", _("Month")), ("week", _("Week")), ("agenda", _("Agenda"))]


def _template(view: str) -> str:
    return "grid" if view in {"month", "week"} else "agenda"


def _zone(query: Query, user: Any, runs: list[Series]) -> str | None:
    """None where each entry stands in its own, because the series that are shown live in several."""
    if query.zone == "utc":
        return "UTC"
    if query.zone == "mine":
        return str(user.zone)
    zones = {run.zone for run in runs if not query.series or run.pk in query.series}
    return zones.pop() if len(zones) == 1 else None


def _zones(query: Query, user: Any, runs: list[Series]) -> list[dict[str, Any]]:
    of_series = _zone(replace(query, zone="series"), user, runs)
    named = [
        ("mine", _("My time"), user.zone),
        ("series", _("Series time"), of_series or _("each in its own")),
        ("utc", _("UTC"), "UTC"),
    ]
    return [
        {
            "name": name,
            "label": label,
            "zone": str(zone).replace("_", " "),
            "chosen": query.zone == name,
            "address": query.address(zone=name),
        }
        for name, label, zone in named
    ]


def _found(user: Any, query: Query, looked: Span, *, zone: str | None) -> list[Entry]:
    since, until = bounds(looked, zone or "UTC")
    if zone is None:
        since, until = since - FARTHEST, until + FARTHEST
    where: dict[str, Any] = {"since": since, "until": until, "series": query.series, "zone": zone}
    found = reading.released(kinds=query.kinds, **where)
    if Kind.OPEN in query.states and user.has_perm("series.view_slot"):
        found += reading.open_slots(**where)
    if Kind.ENDING in query.states and user.has_perm("creators.view_consent"):
        found += reading.ending(first=looked.first, last=looked.last, series=query.series)
    return [entry for entry in found if looked.first <= entry.day <= looked.last]


def _at_risk(now: Any, looked: Span, zone: str) -> dict[int, tuple[str, ...]]:
    since, until = bounds(looked, zone)
    if until + FARTHEST <= now or since - FARTHEST > now + danger.NEAR:
        return {}
    return danger.missing(now=now, until=until + FARTHEST)


def _with(entry: Entry, at_risk: dict[int, tuple[str, ...]]) -> Entry:
    missing = at_risk.get(entry.pk, ()) if entry.is_release else ()
    return replace(entry, missing=missing) if missing else entry


def _reserve(user: Any, query: Query, *, back: str, may: dict[str, bool]) -> dict[str, Any] | None:
    if not user.has_perm("series.view_episode"):
        return None
    subjects, more = reserve.waiting(series=query.series, most=MOST_RESERVES)
    return {"rows": [reserve_data(subject, back=back, may=may) for subject in subjects], "more": more}
