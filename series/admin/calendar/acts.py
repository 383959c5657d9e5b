"""What may be done on the calendar: move, swap, seat, pull forward, undo. Each is a door to `series.calendar`."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from series import cadence
from series.admin.acts.publish_now import PublishNow
from series.admin.acts.refusals import SENTENCES
from series.admin.calendar.choices import PullForm, SeatForm, SwapForm
from series.admin.calendar.confirm import back_of, confirm
from series.admin.calendar.labels import slot_label, title_of
from series.admin.calendar.move_form import FOLLOWING, MoveForm, asked
from series.admin.calendar.shown import may_of
from series.calendar import edits, reading
from series.calendar.edits import Edit
from series.calendar.undo import undo as take_back
from series.models import Release, Slot
from series.models.release import ReleaseKind
from series.publishing.due import database_now

looking = require_http_methods(["GET", "HEAD", "POST"])


@looking
def move(request: HttpRequest, pk: int) -> HttpResponse:
    release = movable(request, pk)
    data = request.POST if request.method == "POST" else asked(release, request.GET)

    def edit_of(answers: Mapping[str, Any]) -> Edit:
        if answers.get("scope") == FOLLOWING:
            return edits.move_with_following(release=release, wall=answers["wall"])
        return edits.move(release=release, wall=answers["wall"], zone=answers["zone"])

    return confirm(
        request,
        title=_("Move %(what)s") % {"what": title_of(release)},
        question=_("Nothing moves before you confirm. What is published never moves."),
        verb=_("Move it"),
        form=MoveForm(data, release=release),
        edit_of=edit_of,
        more=lambda answers: _past(request, release, answers),
    )


@looking
def swap(request: HttpRequest, pk: int) -> HttpResponse:
    release = movable(request, pk)
    other = _number(request.GET.get("with"))
    data = request.POST if request.method == "POST" else {"other": other} if other else None

    def edit_of(answers: Mapping[str, Any]) -> Edit:
        _refuse_withdrawal(request, answers["other"])
        return edits.swap(first=release, second=answers["other"])

    return confirm(
        request,
        title=_("Swap %(what)s with another") % {"what": title_of(release)},
        question=_("The two trade their times and slots; each stays planned or scheduled as it is."),
        verb=_("Swap them"),
        form=SwapForm(data, release=release, asked=_number((data or {}).get("other"))),
        edit_of=edit_of,
    )


@looking
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """An open slot is taken: by an episode of the reserve, or by a release that stands elsewhere."""
    slot, may = _slot(pk), may_of(request.user)
    if not (may["move"] or may["pencil"]):
        raise PermissionDenied
    wished = {name: request.GET[name] for name in ("episode", "release") if name in request.GET}
    data = request.POST if request.method == "POST" else wished or None

    def edit_of(answers: Mapping[str, Any]) -> Edit:
        if answers.get("episode") is not None:
            return edits.fill(subject=answers["episode"], slot=slot)
        return edits.take_slot(release=answers["release"], slot=slot)

    return confirm(
        request,
        title=_("Fill an open slot"),
        question=slot_label(slot),
        verb=_("Fill it"),
        form=SeatForm(data, slot=slot, may=may, asked=_number((data or {}).get("release"))),
        edit_of=edit_of,
    )


@looking
def pull(request: HttpRequest, pk: int) -> HttpResponse:
    """An episode of the reserve takes a slot in which something stands; all from there on move on by one."""
    slot = _slot(pk)
    if not may_of(request.user)["plan"]:
        raise PermissionDenied
    wished = {"episode": request.GET["episode"]} if "episode" in request.GET else None
    return confirm(
        request,
        title=_("Pull an episode forward"),
        question=_("It takes this place, and what stands there and after it moves on by one: %(slot)s")
        % {"slot": slot_label(slot)},
        verb=_("Pull it forward"),
        form=PullForm(request.POST if request.method == "POST" else wished, slot=slot),
        edit_of=lambda answers: edits.pull_forward(subject=answers["episode"], slot=slot),
    )


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    may = may_of(request.user)
    if not (may["move"] or may["plan"] or may["pencil"]):
        raise PermissionDenied
    user: Any = request.user
    try:
        change = take_back(change_id=pk, by=user)
        messages.success(request, _("Undone: %(what)s") % {"what": change.sentence})
    except SENTENCES as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(back_of(request).address())


def movable(request: HttpRequest, pk: int) -> Release:
    """The release, for one who may move it. Raises PermissionDenied for all others."""
    if not may_of(request.user)["move"]:
        raise PermissionDenied
    rows = Release.objects.select_related("slot__season__series").prefetch_related(reading.mains())
    release = get_object_or_404(rows, pk=pk)
    _refuse_withdrawal(request, release)
    return release


def _refuse_withdrawal(request: HttpRequest, release: Release) -> None:
    if release.kind == ReleaseKind.WITHDRAW and not may_of(request.user)["withdraw"]:
        raise PermissionDenied


def _slot(pk: int) -> Slot:
    rows = Slot.objects.select_related("season__series", "release")
    return get_object_or_404(rows.prefetch_related("release__items__subject__episode"), pk=pk)


def _past(request: HttpRequest, release: Release, answers: Mapping[str, Any]) -> dict[str, Any]:
    """For a time that has passed: the way to publish at once, for one who may, beside choosing another time."""
    wall = answers.get("wall")
    if wall is None or release.kind != ReleaseKind.PUBLISH:
        return {}
    try:
        resolved = cadence.resolve(wall, answers["zone"])
    except cadence.Refused:
        return {}
    if resolved.instant > database_now():
        return {}
    items = list(release.items.all())
    thing = items[0].subject.thing if len(items) == 1 else None
    act = PublishNow()
    if thing is None or not act.allowed(request.user, thing) or not act.offered(thing):
        return {"past": True}
    opts = thing._meta
    name = f"admin:{opts.app_label}_{opts.model_name}_act"
    return {"past": True, "publish_now": reverse(name, args=[thing.pk, act.name])}


def _number(word: Any) -> int | None:
    text = str(word or "")
    return int(text) if text.isdecimal() and len(text) < 19 else None
