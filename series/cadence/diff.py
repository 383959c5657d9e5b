from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from series.cadence.labels import clock_label, wall_label
from series.cadence.plan import Slot

type ChangeKind = Literal["added", "removed", "moved", "unchanged", "decide"]


@dataclass(frozen=True, kw_only=True)
class Change:
    """`decide` covers every slot that has no instant afterwards, whatever it had before."""

    kind: ChangeKind
    key: str
    before: Slot | None
    after: Slot | None
    sentence: str


def diff(old: Sequence[Slot], new: Sequence[Slot]) -> list[Change]:
    """What a plan becomes, by key, in the order of the new plan; what leaves it comes last."""
    before = {slot.key: slot for slot in old}
    kept = {slot.key for slot in new}
    changes = [_change(before.get(slot.key), slot) for slot in new]
    return changes + [_removed(slot) for slot in old if slot.key not in kept]


def _change(before: Slot | None, after: Slot) -> Change:
    kind, sentence = _said(before, after)
    return Change(kind=kind, key=after.key, before=before, after=after, sentence=sentence)


def _removed(slot: Slot) -> Change:
    sentence = f"{slot.name} loses its slot on {slot.label}."
    return Change(kind="removed", key=slot.key, before=slot, after=None, sentence=sentence)


def _said(before: Slot | None, after: Slot) -> tuple[ChangeKind, str]:
    if after.state == "decide":
        return "decide", _to_decide(after)
    if before is None:
        return "added", f"{after.name} gets {after.label}."
    if (before.wall, before.zone, before.instant) == (after.wall, after.zone, after.instant):
        return "unchanged", f"{after.name} stays on {after.label}."
    if before.instant == after.instant:
        return "moved", f"{after.name} stays at its instant, now written {after.label}."
    year = before.wall.year != after.wall.year
    return "moved", f"{after.name} moves from {before.describe(year=year)} to {after.describe(year=year)}."


def _to_decide(slot: Slot) -> str:
    missing = f"{slot.name} waits for a decision: {wall_label(slot.wall)} does not exist in {slot.zone}."
    if slot.neighbours is None:
        return f"{missing} Choose another time."
    before, after = slot.neighbours
    if before.date() == after.date():
        return f"{missing} Choose {clock_label(before)} or {clock_label(after)}."
    return f"{missing} Choose {wall_label(before)} or {wall_label(after)}."
