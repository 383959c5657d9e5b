"""What an editor may ask of a plan. Each function makes an edit; `preview` shows it and `apply` does it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import partial
from typing import TypedDict

from series import cadence
from series.models import Season, Slot, Subject
from series.planning.current import name_of
from series.planning.stored_rule import rule_from_json
from series.states import UNFINISHED

type Plan = list[cadence.Slot]
# A place, and whether it is of the premiere.
type PremierePlace = tuple[cadence.Place, bool]
RESERVE = "subject-"


@dataclass(frozen=True, kw_only=True)
class PlanEdit:
    """`change` makes the new plan from the one that stands; it raises cadence.Refused with a sentence.

    `rule` is kept with the season afterwards; None leaves the one it has.
    """

    act: str
    change: Callable[[Plan], Plan]
    rule: cadence.Rule | None = None


class Rhythm(TypedDict):
    interval_weeks: int
    leave_out: frozenset[date]


def to_rule(*, rule: cadence.Rule) -> PlanEdit:
    """Plan by a rule: a season without slots from the start, another one anew as far as it can move."""
    return PlanEdit(act="plan", change=partial(cadence.replan, rule=rule), rule=rule)


def skip_date(*, season: Season, on: date) -> PlanEdit:
    rule = rule_from_json(season.rule)
    if rule is not None and on != rule.first_date:
        rule = replace(rule, skip_dates=rule.skip_dates | {on})
    return PlanEdit(act="skip", change=partial(cadence.skip, on=on, **_rhythm(season)), rule=rule)


def pause_weeks(*, season: Season, from_date: date, weeks: int) -> PlanEdit:
    change = partial(cadence.pause, from_date=from_date, weeks=weeks, **_rhythm(season))
    return PlanEdit(act="pause", change=change)


def resume_on(*, season: Season, on: date) -> PlanEdit:
    return PlanEdit(act="resume", change=partial(cadence.resume, on=on, **_rhythm(season)))


def shift_from(*, slot: Slot, weeks: int = 0, days: int = 0, wall_clock: time | None = None) -> PlanEdit:
    """This slot and all after it; of a premiere, all of it."""

    def change(plan: Plan) -> Plan:
        chosen = cadence.find(plan, str(slot.pk))
        index = next(index for index, other in enumerate(plan) if other.order == chosen.order)
        return cadence.shift(plan, from_index=index, weeks=weeks, days=days, wall_clock=wall_clock)

    return PlanEdit(act="shift", change=change)


def move_slot(*, slot: Slot, wall: datetime) -> PlanEdit:
    return PlanEdit(act="move", change=partial(cadence.move, key=str(slot.pk), wall=wall))


def swap_slots(*, one: Slot, other: Slot) -> PlanEdit:
    return PlanEdit(act="swap", change=partial(cadence.swap, a=str(one.pk), b=str(other.pk)))


def pull_forward(*, season: Season, reserve: Subject, into: Slot) -> PlanEdit:
    """An episode without a slot, or with a later one, takes `into`; the others move on by one."""
    change = partial(
        cadence.pull_forward,
        reserve=_key_of(reserve, season=season),
        name=name_of(reserve),
        into=str(into.pk),
        interval_weeks=_rhythm(season)["interval_weeks"],
    )
    return PlanEdit(act="pull forward", change=change)


def stand_in(*, season: Season, reserve: Subject, into: Slot) -> PlanEdit:
    """An episode without a slot takes `into`; what stood there leaves the plan and nothing else moves."""
    key = _key_of(reserve, season=season)
    change = partial(cadence.stand_in, reserve=key, name=name_of(reserve), into=str(into.pk))
    return PlanEdit(act="stand in", change=change)


def put_back(*, places: Mapping[str, PremierePlace], without: Collection[str] = ()) -> PlanEdit:
    """Slots back to places they had, by key, and those away that were made since; the others stay."""

    def change(plan: Plan) -> Plan:
        return cadence.settled(_put_back(slot, places) for slot in plan if slot.key not in without)

    return PlanEdit(act="undo", change=change)


def realign_all() -> PlanEdit:
    """Every instant anew from its wall time: after a country changed its clocks."""
    return PlanEdit(act="realign", change=cadence.realign)


def _put_back(slot: cadence.Slot, places: Mapping[str, PremierePlace]) -> cadence.Slot:
    if slot.key not in places or slot.fixed:
        return slot
    place, premiere = places[slot.key]
    return replace(slot, premiere=premiere, **cadence.place_fields(place))


def _rhythm(season: Season) -> Rhythm:
    rule = rule_from_json(season.rule)
    if rule is None:
        return Rhythm(interval_weeks=1, leave_out=frozenset())
    return Rhythm(interval_weeks=rule.interval_weeks, leave_out=rule.skip_dates)


def _key_of(reserve: Subject, *, season: Season) -> str:
    slot = season.slots.filter(release__items__subject=reserve, release__state__in=UNFINISHED).first()
    return str(slot.pk) if slot is not None else f"{RESERVE}{reserve.pk}"
