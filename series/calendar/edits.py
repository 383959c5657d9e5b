"""What may be done on the calendar. Each function makes an edit; `make` does it, `rehearse` tells what it would do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from series import planning, scheduling
from series.models import Release, Slot, Subject
from series.scheduling import NotPossible, Outcome
from sparks.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Edit:
    """`run` does it and hands back the public paths that change. The rest says what has to be locked and looked at."""

    act: str
    run: Callable[[User | None, str], list[str]]
    seasons: frozenset[int] = frozenset()
    releases: frozenset[int] = frozenset()
    subjects: frozenset[int] = frozenset()
    # Whether it changes a season's plan, which is a permission of its own.
    plans: bool = False


def move(*, release: Release, wall: datetime, zone: str) -> Edit:
    """Only this one. In a season its slot moves along, so that the plan says what is true."""
    if release.slot is not None and zone == release.slot.zone:
        return _planned("move", release.slot, planning.move_slot(slot=release.slot, wall=wall), release)
    return Edit(
        act="move",
        run=lambda by, reason: (
            scheduling.reschedule(release_id=release.pk, wall=wall, zone=zone, by=by, reason=reason).paths
        ),
        seasons=_season_of(release.slot),
        releases=frozenset({release.pk}),
    )


def move_with_following(*, release: Release, wall: datetime) -> Edit:
    """This one and all later slots of its season, by as many days; their time of day follows if this one's changes."""
    slot = release.slot
    if slot is None:
        raise NotPossible("It stands in no season's plan, so nothing follows it. Move only this one.")
    before = datetime.fromisoformat(slot.wall)
    days = (wall.date() - before.date()).days
    clock = None if wall.time() == before.time() else wall.time()
    edit = planning.shift_from(slot=slot, days=days, wall_clock=clock)
    return _planned("move with following", slot, edit, release)


def swap(*, first: Release, second: Release) -> Edit:
    """Two trade places: times, zones and slots."""
    if first.pk == second.pk:
        raise NotPossible("It can't trade places with itself. Choose another one.")
    return Edit(
        act="swap",
        run=lambda by, reason: (
            scheduling.swap(first_id=first.pk, second_id=second.pk, by=by, reason=reason).paths
        ),
        releases=frozenset({first.pk, second.pk}),
    )


def take_slot(*, release: Release, slot: Slot) -> Edit:
    """Into an empty slot. Within one season the two slots trade places, so that the plan keeps its length."""
    if release.slot is not None and release.slot.season_id == slot.season_id:
        edit = planning.swap_slots(one=release.slot, other=slot)
        return _planned("take slot", slot, edit, release)
    return Edit(
        act="take slot",
        run=lambda by, reason: (
            scheduling.take_slot(release_id=release.pk, slot_id=slot.pk, by=by, reason=reason).paths
        ),
        seasons=_season_of(slot) | _season_of(release.slot),
        releases=frozenset({release.pk}),
    )


def fill(*, subject: Subject, slot: Slot) -> Edit:
    """Pencil an episode of the reserve into an empty slot."""

    def run(by: User | None, reason: str) -> list[str]:
        wall = datetime.fromisoformat(slot.wall)
        outcome: Outcome = scheduling.plan(subject=subject, wall=wall, zone=slot.zone, by=by, slot=slot)
        return outcome.paths

    return Edit(act="fill", run=run, seasons=_season_of(slot), subjects=frozenset({subject.pk}))


def pull_forward(*, subject: Subject, slot: Slot) -> Edit:
    """An episode takes a slot; what stands there and after it moves on by one."""
    edit = planning.pull_forward(season=slot.season, reserve=subject, into=slot)
    waiting = Release.objects.filter(items__subject=subject, items__unfinished=True, kind="publish")
    return _planned("pull forward", slot, edit, *waiting, subject=subject)


def _planned(
    act: str, slot: Slot, edit: planning.PlanEdit, *releases: Release, subject: Subject | None = None
) -> Edit:
    def run(by: User | None, reason: str) -> list[str]:
        return planning.apply(season_id=slot.season_id, edit=edit, by=by, reason=reason).paths

    return Edit(
        act=act,
        run=run,
        seasons=_season_of(slot),
        releases=frozenset(release.pk for release in releases),
        subjects=frozenset({subject.pk} if subject else ()),
        plans=True,
    )


def _season_of(slot: Slot | None) -> frozenset[int]:
    return frozenset() if slot is None else frozenset({slot.season_id})
