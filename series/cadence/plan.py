from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from series.cadence.errors import Refused
from series.cadence.place import Place, place_fields
from series.cadence.rule import PlannedSlot


@dataclass(frozen=True, kw_only=True)
class Slot(Place):
    """A place of a plan and what stands there.

    `key` and `name` are of what stands there (an episode, or a slot still empty) and travel with it; the place
    and `premiere` stay where they are. `fixed`: published or past, never moves.
    """

    key: str
    name: str
    fixed: bool = False
    premiere: bool = False


def new_slots(planned: Iterable[PlannedSlot], *, beside: Sequence[Slot] = ()) -> list[Slot]:
    """Slots nobody stands in yet, numbered on from a plan they are to join; keys are "new-1", "new-2", …"""
    taken = {slot.key for slot in beside}
    slots = []
    for number, place in enumerate(planned, start=len(beside) + 1):
        key = f"new-{number}"
        while key in taken:
            key += "+"
        taken.add(key)
        slots.append(Slot(key=key, name=f"Slot {number}", premiere=place.premiere, **place_fields(place)))
    return slots


def at_place(slot: Slot, place: Place) -> Slot:
    return replace(slot, **place_fields(place))


def find(slots: Sequence[Slot], key: str) -> Slot:
    for slot in slots:
        if slot.key == key:
            return slot
    raise Refused(f"The plan has no slot “{key}”. Load it again; it may have changed meanwhile.")


def movable(slot: Slot) -> Slot:
    if slot.fixed:
        raise Refused(
            f"{slot.name} on {slot.label} is published or past and does not move. Choose a later one."
        )
    return slot


def in_order(slots: Iterable[Slot]) -> list[Slot]:
    return sorted(slots, key=lambda slot: slot.order)


def together(slots: Sequence[Slot]) -> list[list[Slot]]:
    """Slots in order of time, those of one premiere in one group, every other alone."""
    numbered = enumerate(in_order(slots))
    groups = groupby(numbered, key=lambda pair: (pair[1].order, -1 if pair[1].premiere else pair[0]))
    return [[slot for _, slot in group] for _, group in groups]


def settled(slots: Iterable[Slot]) -> list[Slot]:
    """In order of time. Refused when one thing stands twice, or two share an instant outside a premiere."""
    ordered = in_order(slots)
    doubled = [key for key, count in Counter(slot.key for slot in ordered).items() if count > 1]
    if doubled:
        raise Refused(
            f"{find(ordered, doubled[0]).name} would stand in the plan twice. Choose another episode."
        )
    for earlier, later in pairwise(ordered):
        if earlier.order == later.order and not _may_share(earlier, later):
            where = later.label
            raise Refused(
                f"{earlier.name} and {later.name} would both be on {where}. Choose another time for one."
            )
    return ordered


def _may_share(one: Slot, other: Slot) -> bool:
    return (one.premiere and other.premiere) or (one.fixed and other.fixed)
