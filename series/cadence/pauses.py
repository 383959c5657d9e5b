"""Leaving out time: a date, some weeks, and taking weeks back.

Places keep their dates, so earlier decisions (a left-out holiday, a slot moved by hand) stay as they are: places
in the span fall away, everything moves along the places that remain, and new ones follow the last in rhythm.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import chain, islice

from series.cadence.errors import Refused
from series.cadence.labels import date_label
from series.cadence.place import Place, lay
from series.cadence.plan import Slot, at_place, movable, settled, together
from series.cadence.rule import MOST_WEEKS_BETWEEN

MOST_WEEKS_OF_PAUSE = 104


def skip(
    slots: Sequence[Slot], *, on: date, interval_weeks: int = 1, leave_out: frozenset[date] = frozenset()
) -> list[Slot]:
    """Nothing on that date: what stood there takes the next place, and so on to the end.

    Refused when no slot is on that date, or one that is fixed.
    """
    hit = [movable(slot) for slot in slots if slot.wall.date() == on]
    if not hit:
        raise Refused(f"No slot is on {date_label(on)}, so there is nothing to leave out.")
    return _without(slots, start=on, end=on + timedelta(days=1), every=interval_weeks, leave_out=leave_out)


def pause(
    slots: Sequence[Slot],
    *,
    from_date: date,
    weeks: int,
    interval_weeks: int = 1,
    leave_out: frozenset[date] = frozenset(),
) -> list[Slot]:
    """Nothing for some weeks from that date on; fixed slots in them stay. Refused when nothing would move."""
    if not 1 <= weeks <= MOST_WEEKS_OF_PAUSE:
        raise Refused(f"A pause lasts 1 to {MOST_WEEKS_OF_PAUSE} weeks, not {weeks}.")
    end = from_date + timedelta(weeks=weeks)
    if not any(from_date <= slot.wall.date() < end for slot in slots if not slot.fixed):
        last = date_label(end - timedelta(days=1))
        raise Refused(f"No movable slot lies from {date_label(from_date)} to {last}, so nothing would pause.")
    return _without(slots, start=from_date, end=end, every=interval_weeks, leave_out=leave_out)


def resume(
    slots: Sequence[Slot], *, on: date, interval_weeks: int = 1, leave_out: frozenset[date] = frozenset()
) -> list[Slot]:
    """Take back what is left of a pause: the next slot comes as early as the rhythm allows from that date on.

    Free places of the rhythm before it are filled, and as many fall away at the end. Undoes `pause` begun on the
    same date, as long as rhythm and left-out dates are the same. Refused when nothing would move.
    """
    groups = together([slot for slot in slots if not slot.fixed])
    waiting = [group for group in groups if group[0].wall.date() >= on]
    if not waiting:
        raise Refused(f"No movable slot lies on or after {date_label(on)}, so there is nothing to resume.")
    places: list[Place] = [group[0] for group in waiting]
    taken = {slot.wall.date() for slot in slots}
    free = _free_before(places[0], since=on, step=_step(interval_weeks), shut=leave_out | taken)
    if not free:
        raise Refused(f"{waiting[0][0].name} already comes as early as it can from {date_label(on)} on.")
    stay = [slot for slot in slots if slot.fixed or slot.wall.date() < on]
    return settled([*stay, *_moved_along(waiting, [*free, *places])])


def _without(
    slots: Sequence[Slot], *, start: date, end: date, every: int, leave_out: frozenset[date]
) -> list[Slot]:
    fixed = [slot for slot in slots if slot.fixed]
    groups = together([slot for slot in slots if not slot.fixed])
    places: list[Place] = [group[0] for group in groups]
    kept = [place for place in places if not start <= place.wall.date() < end]
    more = _after(places[-1], since=end, step=_step(every), shut=leave_out)
    return settled([*fixed, *_moved_along(groups, chain(kept, more))])


def _moved_along(groups: list[list[Slot]], places: Iterator[Place] | Sequence[Place]) -> list[Slot]:
    pairs = zip(groups, islice(places, len(groups)), strict=True)
    return [at_place(slot, place) for group, place in pairs for slot in group]


def _after(last: Place, *, since: date, step: timedelta, shut: frozenset[date]) -> Iterator[Place]:
    wall = last.wall
    while True:
        wall += step
        if wall.date() >= since and wall.date() not in shut:
            yield lay(wall, last.zone)


def _free_before(
    first: Place, *, since: date, step: timedelta, shut: set[date] | frozenset[date]
) -> list[Place]:
    walls: list[datetime] = []
    wall = first.wall - step
    while wall.date() >= since:
        if wall.date() not in shut:
            walls.append(wall)
        wall -= step
    return [lay(wall, first.zone) for wall in reversed(walls)]


def _step(weeks: int) -> timedelta:
    if not 1 <= weeks <= MOST_WEEKS_BETWEEN:
        raise Refused(f"Between two episodes lie 1 to {MOST_WEEKS_BETWEEN} weeks, not {weeks}.")
    return timedelta(weeks=weeks)
