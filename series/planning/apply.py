from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pghistory
from django.db import transaction

from series import cadence, scheduling
from series.models import Release, Season, Slot
from series.models.release import ItemRole, ReleaseKind
from series.planning.current import current, mark_of, release_of, rows_of
from series.planning.edits import RESERVE, PlanEdit
from series.planning.preview import changes_by
from series.planning.rows import write_rows
from series.planning.stored_rule import rule_to_json
from series.scheduling.locking import lock_subjects
from series.states import UNFINISHED, ReleaseState
from sparks.accounts.models import User


class PlanChanged(scheduling.NotPossible):
    """The plan is no longer the one that was shown. The message says to look again."""


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What was done: `paths` are the public addresses that show something else now."""

    changes: list[cadence.Change]
    sentence: str
    paths: list[str]


def apply(
    *, season_id: int, edit: PlanEdit, by: User | None, seen: str | None = None, reason: str = ""
) -> Applied:
    """Change a season's plan in one transaction: its slots, the releases in them, the rule it keeps.

    `seen` is the mark of the preview the person decided on. Raises PlanChanged when the plan has changed since,
    cadence.Refused or scheduling.NotPossible for what can't be done; each leaves everything as it was.

    Locks the season, then the subjects of its releases by id, then the releases, in the order of the engine.
    """
    with _history(edit, season_id=season_id, by=by, reason=reason), transaction.atomic():
        season = Season.objects.select_for_update().get(pk=season_id)
        _lock_releases(season)
        old = current(season)
        if seen is not None and seen != mark_of(old):
            raise PlanChanged("The plan has changed since you looked at it. Look at it again, then decide.")
        changes = changes_by(edit, old=old)
        paths = _write(season, changes, by=by, reason=reason)
        if edit.rule is not None:
            season.rule = rule_to_json(edit.rule)
            season.save(update_fields=["rule"])
    return Applied(changes=changes, sentence=_summary(changes), paths=paths)


def _history(
    edit: PlanEdit, *, season_id: int, by: User | None, reason: str
) -> AbstractContextManager[object]:
    # Not `act`: each release that moves along writes its own.
    return pghistory.context(user=by.pk if by else None, plan=edit.act, season=season_id, reason=reason)


def _lock_releases(season: Season) -> None:
    waiting = Release.objects.filter(slot__season=season, state__in=UNFINISHED)
    lock_subjects(waiting.values_list("items__subject", flat=True))
    list(Release.objects.filter(slot__season=season).order_by("pk").select_for_update(of=("self",)))


def _write(season: Season, changes: Sequence[cadence.Change], *, by: User | None, reason: str) -> list[str]:
    rows = {str(row.pk): row for row in rows_of(season)}
    releases = {key: release_of(row) for key, row in rows.items()}
    for change in changes:
        release = releases.get(change.key)
        if release is not None and release.state in UNFINISHED:
            _let_go(change, release, by=by)
    plan = [change.after for change in changes if change.after is not None]
    written = write_rows(season=season, plan=plan, rows=rows)
    paths: set[str] = set()
    for change in changes:
        if change.after is not None:
            row, release = written[change.key], releases.get(change.key)
            paths.update(_seat(change, release, row, by=by, reason=reason))
    return sorted(paths)


def _let_go(change: cadence.Change, release: Release, *, by: User | None) -> None:
    """Cancel what loses its slot. What is scheduled or held is somebody's decision, which a plan never undoes."""
    undecided = change.after is not None and change.after.state == "decide"
    if change.kind == "removed" and release.state == ReleaseState.PLANNED:
        reason = "Its slot fell away when the season's plan was changed."
        scheduling.cancel(release_id=release.pk, by=by, reason=reason)
    elif (change.kind == "removed" or (undecided and change.before != change.after)) and (
        release.state != ReleaseState.PLANNED
    ):
        state = release.get_state_display()
        raise cadence.Refused(f"{change.sentence} But it is {state}: take it off the schedule first.")


def _seat(
    change: cadence.Change, release: Release | None, row: Slot, *, by: User | None, reason: str
) -> list[str]:
    """Bring what stands in a row's slot to its time. A slot still to decide about leaves it where it is."""
    slot = change.after
    if slot is None or slot.instant is None:
        return []
    if change.kind == "moved" and release is not None:
        return _bring(release, slot, row, by=by, reason=reason)
    if change.kind == "added" and slot.key.startswith(RESERVE):
        return _seat_reserve(int(slot.key.removeprefix(RESERVE)), slot, row, by=by, reason=reason)
    return []


def _bring(release: Release, slot: cadence.Slot, row: Slot, *, by: User | None, reason: str) -> list[str]:
    moved = scheduling.reschedule(release_id=release.pk, wall=slot.wall, zone=slot.zone, by=by, reason=reason)
    # A release moved by itself leaves its slot; here the slot has moved with it.
    Release.objects.filter(pk=release.pk).update(slot=row)
    return moved.paths


def _seat_reserve(
    subject_id: int, slot: cadence.Slot, row: Slot, *, by: User | None, reason: str
) -> list[str]:
    [subject] = lock_subjects([subject_id])
    waiting = Release.objects.filter(
        items__subject=subject, items__role=ItemRole.MAIN, kind=ReleaseKind.PUBLISH, state__in=UNFINISHED
    ).first()
    if waiting is not None:
        return _bring(waiting, slot, row, by=by, reason=reason)
    return scheduling.plan(subject=subject, wall=slot.wall, zone=slot.zone, by=by, slot=row).paths


SAID: dict[cadence.ChangeKind, str] = {
    "added": "new",
    "moved": "moved",
    "removed": "gone",
    "decide": "to decide",
    "unchanged": "unchanged",
}


def _summary(changes: Sequence[cadence.Change]) -> str:
    counts = Counter(change.kind for change in changes)
    parts = [f"{counts[kind]} {said}" for kind, said in SAID.items() if counts[kind]]
    return f"The plan has {sum(c.after is not None for c in changes)} slots: {', '.join(parts)}."
