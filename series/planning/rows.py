"""Writing a plan into a season's rows."""

from collections.abc import Sequence
from datetime import datetime

from series import cadence
from series.models import Season, Slot
from series.states import SlotState

FIELDS = ["position", "wall", "zone", "instant", "state", "premiere"]


def write_rows(*, season: Season, plan: Sequence[cadence.Slot], rows: dict[str, Slot]) -> dict[str, Slot]:
    """Rows as the plan has them, by key. What is no longer in the plan is deleted; the same plan writes nothing."""
    kept = {slot.key for slot in plan}
    gone = [row.pk for key, row in rows.items() if key not in kept]
    season.slots.filter(pk__in=gone).delete()
    after = {slot.key: _fill(rows.get(slot.key), slot, season, number) for number, slot in enumerate(plan, 1)}
    _save_changed([row for key, row in after.items() if key in rows], before={r.pk: r for r in rows.values()})
    for key, row in after.items():
        if key not in rows:
            row.save(force_insert=True)
    return after


def _fill(row: Slot | None, slot: cadence.Slot, season: Season, position: int) -> Slot:
    return Slot(
        pk=row.pk if row else None,
        season=season,
        position=position,
        wall=slot.wall.isoformat(timespec="seconds"),
        zone=slot.zone,
        instant=slot.instant,
        state=SlotState(slot.state),
        premiere=slot.premiere,
    )


def _save_changed(rows: list[Slot], *, before: dict[int, Slot]) -> None:
    """In an order in which no instant is taken twice on the way: the database checks after each row.

    Where rows trade places in a circle, one of them steps aside, without an instant, until its place is free.
    Slots of a premiere may share theirs and stand in nobody's way.
    """
    waiting = {row.pk: row for row in rows if _values(row) != _values(before[row.pk])}
    holder = {before[pk].instant: pk for pk in waiting if not before[pk].premiere}
    while waiting:
        row = next((row for row in waiting.values() if _free(row, holder)), None)
        if row is None:
            aside = next(iter(waiting))
            Slot.objects.filter(pk=aside).update(instant=None, state=SlotState.DECIDE)
            _release_place(aside, holder, before)
            continue
        row.save(force_update=True, update_fields=FIELDS)
        del waiting[row.pk]
        _release_place(row.pk, holder, before)


def _free(row: Slot, holder: dict[datetime | None, int]) -> bool:
    return row.premiere or row.instant is None or holder.get(row.instant, row.pk) == row.pk


def _release_place(pk: int, holder: dict[datetime | None, int], before: dict[int, Slot]) -> None:
    if holder.get(before[pk].instant) == pk:
        del holder[before[pk].instant]


def _values(row: Slot) -> list[object]:
    return [getattr(row, field) for field in FIELDS]
