from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from series import cadence
from series.cadence.labels import date_label
from series.models import Season
from series.planning.current import current, mark_of
from series.planning.edits import PlanEdit
from series.publishing.due import database_now


@dataclass(frozen=True, kw_only=True)
class Preview:
    """`seen` goes back to `apply`, so that it does what was shown. `notes` are sentences that stop nothing."""

    changes: list[cadence.Change]
    notes: list[str]
    seen: str


def preview(*, season: Season, edit: PlanEdit) -> Preview:
    """What the edit would do; nothing is written. Raises cadence.Refused as `apply` would."""
    old = current(season)
    return Preview(changes=changes_by(edit, old=old), notes=notes_on(edit), seen=mark_of(old))


def changes_by(edit: PlanEdit, *, old: list[cadence.Slot]) -> list[cadence.Change]:
    changes = cadence.diff(old, edit.change(old))
    _refuse_past(changes, now=database_now())
    return changes


def notes_on(edit: PlanEdit) -> list[str]:
    if edit.act != "plan" or edit.rule is None:
        return []
    return [
        f"{date_label(day)} was to be left out, but no slot would fall on it."
        for day in cadence.unused_skip_dates(edit.rule)
    ]


def _refuse_past(changes: Sequence[cadence.Change], *, now: datetime) -> None:
    later = [c.after for c in changes if c.kind in {"added", "moved"} and c.after is not None]
    for slot in later:
        if slot.instant is not None and slot.instant <= now:
            raise cadence.Refused(
                f"{slot.name} would be on {slot.label}, which is past. Choose a later time."
            )
