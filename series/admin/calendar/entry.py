"""The page of one entry: what it is, when that is for whom, and plain forms for everything that may be done."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from series.admin.acts.schedule import Schedule
from series.admin.calendar.choices import ReserveForm, SeatForm, SwapForm, reserves
from series.admin.calendar.confirm import back_of
from series.admin.calendar.labels import slot_name, state_of, subject_label, times, title_of
from series.admin.calendar.move_form import MoveForm
from series.admin.calendar.shown import may_of
from series.calendar import danger, reading
from series.models import Release, Slot, Subject
from series.publishing.due import database_now
from series.states import UNFINISHED

# Episodes of the reserve that an open slot offers by name; its list has them all.
FIRST = 5


@require_safe
def release(request: HttpRequest, pk: int) -> HttpResponse:
    may = _look(request, "series.view_release")
    rows = Release.objects.select_related("slot__season__series").prefetch_related(reading.mains())
    found = get_object_or_404(rows, pk=pk)
    now = database_now()
    user: Any = request.user
    schedule = Schedule()
    free = found.state in UNFINISHED and may["move"] and (found.kind != "withdraw" or may["withdraw"])
    return _page(
        request,
        "release",
        title=title_of(found),
        release=found,
        state=state_of(found),
        times=times(found.instant, zone=found.zone, wall=found.wall, own=_own(request)),
        zone=found.zone,
        season=found.slot.season if found.slot else None,
        missing=danger.missing(now=now, until=now + danger.NEAR).get(found.pk, ()),
        links=[_link(item.subject, user) for item in found.items.all()],
        schedule=schedule.allowed(user, found) and schedule.offered(found),
        move=MoveForm(release=found) if free else None,
        swap=SwapForm(release=found) if free else None,
    )


@require_safe
def slot(request: HttpRequest, pk: int) -> HttpResponse:
    may = _look(request, "series.view_slot")
    found = get_object_or_404(Slot.objects.select_related("season__series", "release"), pk=pk)
    there = getattr(found, "release", None)
    if there is not None:
        text = back_of(request).text()
        return HttpResponseRedirect(f"{reverse('desk-calendar-release', args=[there.pk])}?{text}")
    past = found.instant is not None and found.instant <= database_now()
    free = found.instant is not None and not past and (may["move"] or may["pencil"])
    return _page(
        request,
        "slot",
        title=slot_name(found),
        slot=found,
        past=past,
        times=times(found.instant, zone=found.zone, wall=found.wall, own=_own(request)),
        zone=found.zone,
        seat=SeatForm(slot=found, may=may) if free else None,
        waiting=_waiting(found, request) if free and may["pencil"] else [],
    )


@require_safe
def reserve(request: HttpRequest, pk: int) -> HttpResponse:
    may = _look(request, "series.view_episode")
    rows = Subject.objects.filter(kind="episode").select_related("episode__series", "episode__creator")
    subject = get_object_or_404(rows, pk=pk)
    free = may["pencil"] or may["plan"]
    wished = request.GET if "slot" in request.GET else None
    form = ReserveForm(wished, subject=subject) if free else None
    if form is not None and form.is_bound and form.is_valid():
        return HttpResponseRedirect(_seat_or_pull(form.cleaned_data["slot"], subject, request))
    return _page(
        request,
        "reserve",
        title=subject_label(subject),
        subject=subject,
        links=[_link(subject, request.user)],
        choose=form,
    )


def _waiting(slot: Slot, request: HttpRequest) -> list[dict[str, str]]:
    """The first episodes of the reserve, each with the way into this slot."""
    seat, back = reverse("desk-calendar-seat", args=[slot.pk]), back_of(request).text()
    return [
        {"label": subject_label(subject), "address": f"{seat}?episode={subject.pk}&{back}"}
        for subject in reserves(slot.season.series_id)[:FIRST]
    ]


def _seat_or_pull(slot: Slot, subject: Subject, request: HttpRequest) -> str:
    """An empty slot is filled; one that is taken is pulled into, and what stands there moves on."""
    name = "desk-calendar-seat" if getattr(slot, "release", None) is None else "desk-calendar-pull"
    return f"{reverse(name, args=[slot.pk])}?episode={subject.pk}&{back_of(request).text()}"


def _look(request: HttpRequest, permission: str) -> dict[str, bool]:
    if not request.user.has_perm(permission) or not request.user.has_perm("series.view_release"):
        raise PermissionDenied
    return may_of(request.user)


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    back = back_of(request)
    return TemplateResponse(
        request,
        f"admin/calendar/{name}.html",
        {
            **admin.site.each_context(request),
            "back": back.address(),
            "back_text": back.text(),
            "own": _own(request).replace("_", " "),
            "may": may_of(request.user),
            "subtitle": _("Calendar"),
            **context,
        },
    )


def _link(subject: Subject, user: Any) -> dict[str, str]:
    """Without an address for who may see that it goes out, but not what it is."""
    thing = subject.thing
    if thing is None:
        raise Http404
    opts = thing._meta
    return {
        "label": str(subject),
        "address": reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[thing.pk])
        if user.has_perm(f"{opts.app_label}.view_{opts.model_name}")
        else "",
    }


def _own(request: HttpRequest) -> str:
    user: Any = request.user
    return str(user.zone)
