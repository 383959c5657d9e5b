"""The page between a wish and the calendar: what would move from where to where, then yes or no."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from series import cadence
from series.admin.acts.refusals import SENTENCES
from series.admin.calendar import query
from series.admin.calendar.labels import times
from series.calendar.edits import Edit
from series.calendar.make import Different, make, rehearse
from series.calendar.moves import Move
from series.calendar.scene import Spot, from_json
from series.models import ScheduleChange
from series.states import ReleaseState
from sparks.desk.acts import mark_of

MOVES_SAID = 3


def confirm(
    request: HttpRequest,
    *,
    title: str,
    question: str,
    verb: str,
    form: forms.Form,
    edit_of: Callable[[Mapping[str, Any]], Edit],
    more: Callable[[Mapping[str, Any]], dict[str, Any]] = lambda data: {},
) -> HttpResponse:
    """Show what `edit_of` the form's answers would do; do it when exactly that was seen and confirmed.

    `more` adds to the page what only this act has to say, from the answers.
    """
    user: Any = request.user
    back = back_of(request)
    looked, made, alert, refusal, gap = "", None, "", "", None
    answers: Mapping[str, Any] = {}
    if form.is_bound and form.is_valid():
        answers = form.cleaned_data
        looked = mark_of(sorted((name, str(value)) for name, value in answers.items() if name != "reason"))
        sure = (
            request.method == "POST" and "look" not in request.POST and request.POST.get("looked") == looked
        )
        try:
            edit = edit_of(answers)
            _refuse_stranger(user, edit)
            if sure:
                change = make(
                    edit=edit, by=user, seen=request.POST.get("seen", ""), reason=answers.get("reason", "")
                )
                messages.success(request, _with_next(said(change), change, user))
                return HttpResponseRedirect(back.address())
            made = rehearse(edit=edit, by=user)
        except Different as different:
            made, alert = different.made, str(different)
        except SENTENCES as error:
            refusal, gap = str(error), _gap(error)
    context = {
        **admin.site.each_context(request),
        "title": title,
        "question": question,
        "verb": verb,
        "form": form,
        "made": made,
        "rows": [_row(move, own=user.zone) for move in made.moves] if made else [],
        "own": user.zone.replace("_", " "),
        "seen": made.mark if made else "",
        "looked": looked if made and made.moves else "",
        "alert": alert,
        "refusal": refusal or (made.sentence if made and not made.moves else ""),
        "gap": _choices(request, gap),
        "back": back.address(),
        "back_text": back.text(),
        **more(answers),
    }
    trouble = request.method == "POST" and (alert or refusal or form.errors)
    status = 409 if alert else 422 if trouble else 200
    return TemplateResponse(request, "admin/calendar/confirm.html", context, status=status)


def back_of(request: HttpRequest) -> query.Query:
    """The view that the person came from: only ever an address of the calendar itself."""
    text = request.POST.get("back") or request.GET.get("back") or request.META.get("QUERY_STRING", "")
    return query.of(QueryDict(text[:2000]))


def said(change: ScheduleChange) -> str:
    """What was done, with the new times of the first few."""
    spots = [spot for key, spot in from_json(change.after).items() if key.startswith("release-")]
    told = [cadence.moment_label(spot.at, spot.zone) for spot in spots[:MOVES_SAID] if spot.at]
    more = f" {_('and more')}" if len(spots) > MOVES_SAID else ""
    return f"{change.sentence} {', '.join(told)}{more}".strip()


def _with_next(words: str, change: ScheduleChange, user: Any) -> str:
    """What was only pencilled in does not go out by itself: the way on, for one who may schedule it."""
    if change.act != "fill" or not user.has_perm("series.schedule_release"):
        return words
    [release] = [key.removeprefix("release-") for key in change.after if key.startswith("release-")]
    return format_html(
        '{}. {} <a href="{}">{}</a>',
        words,
        _("It goes out once it is scheduled."),
        reverse("admin:series_release_act", args=[release, "schedule"]),
        _("Schedule it"),
    )


def _refuse_stranger(user: Any, edit: Edit) -> None:
    if edit.plans and not user.has_perm("series.plan_season"):
        raise PermissionDenied


def _row(move: Move, *, own: str) -> dict[str, Any]:
    spot = move.after or move.before
    state = spot.state if spot and spot.state in ReleaseState.values else ""
    return {
        "name": move.name,
        "state": ReleaseState(state).label if state else _("open slot"),
        "zone": spot.zone.replace("_", " ") if spot else "",
        "before": _times(move.before, own),
        "after": _times(move.after, own),
        "note": move.note,
    }


def _times(spot: Spot | None, own: str) -> dict[str, Any] | None:
    return times(spot.at, zone=spot.zone, wall=spot.wall, own=own) if spot else None


def _gap(error: BaseException) -> cadence.WallTimeGap | None:
    """The gap in the clocks behind a refusal, whichever room said no."""
    found = error if isinstance(error, cadence.WallTimeGap) else error.__cause__
    return found if isinstance(found, cadence.WallTimeGap) else None


def _choices(request: HttpRequest, gap: cadence.WallTimeGap | None) -> list[dict[str, str]]:
    """The two neighbours of a wall time that does not exist, each as an address that asks for it."""
    if gap is None:
        return []
    said = request.POST if request.method == "POST" else request.GET
    kept = {name: said[name] for name in ("scope", "zone") if said.get(name)}
    rows = []
    for wall in (gap.before, gap.after):
        asked = QueryDict(mutable=True)
        asked.update({**kept, "date": wall.date().isoformat(), "time": wall.time().isoformat("seconds")})
        asked["back"] = back_of(request).text()
        rows.append({"label": cadence.wall_label(wall), "address": f"{request.path}?{asked.urlencode()}"})
    return rows
