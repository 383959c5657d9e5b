"""Changes to an existing plan. Each returns a new list in order of time and leaves the old one alone.

All refuse with a sentence what would move a fixed slot, put two on one instant or name what is not there.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise

from series.cadence.errors import Refused
from series.cadence.place import Place, lay, place_fields
from series.cadence.plan import Slot, at_place, find, in_order, movable, new_slots, settled
from series.cadence.rule import PlannedSlot, Rule, planned_slots
from series.cadence.walltime import resolve


def move(slots: Sequence[Slot], *, key: str, wall: datetime) -> list[Slot]:
    """One slot to a wall time a person chose. Raises WallTimeGap when it does not exist."""
    slot = movable(find(slots, key))
    resolve(wall, slot.zone)
    return settled([at_place(s, lay(wall, s.zone)) if s.key == key else s for s in slots])


def shift(
    slots: Sequence[Slot], *, from_index: int, weeks: int = 0, days: int = 0, wall_clock: time | None = None
) -> list[Slot]:
    """All movable slots from that index on (counted from 0 in order of time), by whole days or to another clock.

    Fixed slots among them stay. A gap that is hit becomes a slot to decide about. Refused when the order would
    change: that is a swap.
    """
    ordered = in_order(slots)
    if not 0 <= from_index < len(ordered):
        raise Refused(
            f"The plan has {len(ordered)} slots, none at place {from_index + 1}. Choose one of them."
        )
    if all(slot.fixed for slot in ordered[from_index:]):
        raise Refused("All from there on is published or past and does not move. Plan more slots instead.")
    by = timedelta(weeks=weeks, days=days)
    moved = [
        slot if index < from_index or slot.fixed else _shifted(slot, by=by, clock=wall_clock)
        for index, slot in enumerate(ordered)
    ]
    _refuse_overtaking(moved)
    return settled(moved)


def swap(slots: Sequence[Slot], *, a: str, b: str) -> list[Slot]:
    """What stands in two slots trades places; the instants stay."""
    one, other = movable(find(slots, a)), movable(find(slots, b))
    if a == b:
        raise Refused(f"{one.name} cannot be swapped with itself. Choose another one.")
    places = {a: other, b: one}
    return settled(_standing(slot, places.get(slot.key, slot)) for slot in slots)


def pull_forward(
    slots: Sequence[Slot], *, reserve: str, name: str, into: str, interval_weeks: int = 1
) -> list[Slot]:
    """The reserve takes the slot `into`; what stood there and all up to the reserve's own slot move on by one.

    A reserve that has no slot yet makes the plan one longer, a step of the rhythm after its last.
    Refused when the reserve already stands earlier than `into`.
    """
    target = movable(find(slots, into))
    free = in_order(slot for slot in slots if not slot.fixed)
    start = free.index(target)
    keys = [slot.key for slot in free]
    if reserve not in keys:
        _refuse_fixed_reserve(slots, reserve)
        free.append(_one_more(key=reserve, name=name, after=free[-1], interval_weeks=interval_weeks))
        keys.append(reserve)
    end = keys.index(reserve)
    if end <= start:
        raise Refused(f"{free[end].name} is already on {free[end].label}; choose a slot before that.")
    turned = [free[end], *free[start:end]]
    rotated = [_standing(slot, place) for slot, place in zip(turned, free[start : end + 1], strict=True)]
    fixed = [slot for slot in slots if slot.fixed]
    return settled([*fixed, *free[:start], *rotated, *free[end + 1 :]])


def stand_in(slots: Sequence[Slot], *, reserve: str, name: str, into: str) -> list[Slot]:
    """The reserve takes the slot `into`; what stood there leaves the plan and nothing else moves."""
    movable(find(slots, into))
    return settled(replace(s, key=reserve, name=name) if s.key == into else s for s in slots)


def replan(slots: Sequence[Slot], *, rule: Rule) -> list[Slot]:
    """What can move takes the slots of a new rule, in its old order; what is fixed stays.

    More slots than needed stay empty (keys "new-…"); what finds none leaves the plan. Refused when the rule starts
    before the last fixed slot.
    """
    fixed = [slot for slot in in_order(slots) if slot.fixed]
    waiting = [slot for slot in in_order(slots) if not slot.fixed]
    planned = planned_slots(rule)
    _refuse_start_before(planned[0], fixed)
    filled = [
        replace(slot, premiere=place.premiere, **place_fields(place))
        for slot, place in zip(waiting, planned, strict=False)
    ]
    return settled([*fixed, *filled, *new_slots(planned[len(waiting) :], beside=slots)])


def realign(slots: Sequence[Slot]) -> list[Slot]:
    """Every movable slot's instant anew from its wall time, by the zone rules of today's `tzdata`."""
    return settled(slot if slot.fixed else at_place(slot, lay(slot.wall, slot.zone)) for slot in slots)


def _shifted(slot: Slot, *, by: timedelta, clock: time | None) -> Slot:
    day = slot.wall + by
    wall = day if clock is None else datetime.combine(day.date(), clock)
    return at_place(slot, lay(wall, slot.zone))


def _standing(slot: Slot, place: Slot) -> Slot:
    return replace(slot, premiere=place.premiere, **place_fields(place))


def _one_more(*, key: str, name: str, after: Place, interval_weeks: int) -> Slot:
    wall = after.wall + timedelta(weeks=interval_weeks)
    return Slot(key=key, name=name, **place_fields(lay(wall, after.zone)))


def _refuse_fixed_reserve(slots: Sequence[Slot], reserve: str) -> None:
    for slot in slots:
        if slot.key == reserve:
            movable(slot)


def _refuse_overtaking(moved: Sequence[Slot]) -> None:
    for earlier, later in pairwise(moved):
        if later.order < earlier.order:
            raise Refused(f"{later.name} would come before {earlier.name}. Shift by less, or swap the two.")


def _refuse_start_before(first: PlannedSlot, fixed: Sequence[Slot]) -> None:
    if fixed and first.order <= fixed[-1].order:
        last = fixed[-1]
        where = f"{last.name} on {last.label}"
        raise Refused(f"The new plan starts on {first.label}; {where} does not move. Start it after that.")
