"""Puts the parts together, each for those who may see it."""

from typing import Any

from django.http import HttpRequest

from series.admin.home import alarms, coming, ground, old_figures, season, stuck, waiting, went_out
from series.admin.notices import bell
from series.health.machine import machine
from series.publishing import seal
from sparks.desk.times import in_both


def environment(request: HttpRequest) -> list[str] | None:
    """The label beside the menu, where what is shown is no real programme."""
    return ["DEMO", "warning"] if _seal_of(request).demonstration else None


def home(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    user: Any = request.user
    state = _seal_of(request)
    engine = machine()
    now = engine.now
    context["today"] = today = {
        "now": now,
        "now_said": in_both(now, user.zone),
        "seal": "" if state.open else state.sentence,
        "notices": bell.unread_of(request)[: waiting.MOST],
        "notices_count": bell.count_of(request),
    }
    if user.has_perm("series.view_release"):
        today["alarms"] = alarms.alarms(at=now)
        today["coming"] = coming.coming(at=now, user=user)
        today["season"] = season.season_of(today["coming"], at=now, user=user)
        today["out"] = went_out.went_out()
    if user.has_perm("series.view_review"):
        today["reviews"] = waiting.to_decide(user)
        today["sent_back"] = waiting.sent_back(user)
    if user.has_perm("series.view_impactfigure"):
        today["old_figures"] = old_figures.old_figures(user, at=now)
    if user.has_perm("series.view_effect"):
        today["stuck"] = stuck.stuck(at=now)
        today["machine"] = ground.lines(engine)
        today["silent"] = ground.alarms(engine)
        today["freeze"] = ground.freeze(today.get("coming", []), at=now)
    today["nothing"] = not {"alarms", "reviews", "stuck"} & today.keys()
    return context


def _seal_of(request: HttpRequest) -> seal.SealState:
    """Read once a request: the label and the home both ask."""
    if not hasattr(request, "seal_state"):
        request.seal_state = seal.state()
    return request.seal_state
