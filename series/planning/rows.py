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
    """
    waiting = {row.pk: row for row in rows if _values(row) != _values(before[row.pk])}
    taken = {pk: before[pk].instant for pk in waiting}
    while waiting:
        row = next((row for row in waiting.values() if _free(row, taken)), None)
        if row is None:
            aside = next(iter(waiting))
            Slot.objects.filter(pk=aside).update(instant=None, state=SlotState.DECIDE)
            taken[aside] = None
            continue
        row.save(force_update=True, update_fields=FIELDS)
        del waiting[row.pk], taken[row.pk]


def _free(row: Slot, taken: dict[int, datetime | None]) -> bool:
    return row.instant is None or all(at != row.instant for pk, at in taken.items() if pk != row.pk)


def _values(row: Slot) -> list[object]:
    return [getattr(row, field) for field in FIELDS]
