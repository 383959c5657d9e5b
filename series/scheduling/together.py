"""Several subjects in one release: one instant, all or none. Some may be new to the public and some public already.

A withdrawal shares its release with nothing: it must never wait for something else to be ready.
"""

from collections.abc import Sequence
from datetime import datetime

import pghistory
from django.db import transaction

from series.bundles import mains, title
from series.models import LiveRevision, Release, ReleaseItem, Slot, Subject
from series.models.release import ItemRole, ReleaseKind
from series.publishing import premieres
from series.publishing.due import database_now
from series.publishing.nudge import nudge
from series.scheduling import pinning
from series.scheduling.locking import lock_releases, lock_subjects
from series.scheduling.outcome import NotPossible, Outcome
from series.scheduling.schedule import make_scheduled
from series.scheduling.times import said, set_now, set_time
from series.scheduling.withdrawn import refuse_withdrawn
from series.states import UNFINISHED, ReleaseState
from sparks.accounts.models import User

MOST = 50


def plan_together(
    *, subjects: Sequence[Subject], wall: datetime, zone: str, by: User | None, reason: str = ""
) -> Outcome:
    """Pencil in one release of all of them. Planned releases that they had of their own are cancelled for it."""
    with pghistory.context(user=by.pk if by else None, act="bundle", reason=reason), transaction.atomic():
        release, chosen = _make(subjects, wall=wall, zone=zone, by=by)
    return Outcome(release, f"{title(chosen)} is planned for {said(release.instant, zone)}.")


def release_together(
    *,
    subjects: Sequence[Subject],
    by: User | None,
    wall: datetime | None = None,
    zone: str = "UTC",
    reason: str = "",
) -> Outcome:
    """Schedule one release of all of them, for now or a wall time, each as it was last approved.

    Raises NotPossible with everything that one of them lacks; then none is scheduled and nothing has changed.
    """
    with pghistory.context(user=by.pk if by else None, act="bundle", reason=reason), transaction.atomic():
        release, chosen = _make(subjects, wall=wall, zone=zone, by=by)
        make_scheduled(release, by=by)
        if release.instant <= database_now():
            transaction.on_commit(nudge)
    when = said(release.instant, zone)
    return Outcome(release, f"{title(chosen)} goes out together at {when}.", pinning.paths_of(release))


def _make(
    subjects: Sequence[Subject], *, wall: datetime | None, zone: str, by: User | None
) -> tuple[Release, list[Subject]]:
    chosen = list({subject.pk: subject for subject in subjects}.values())
    if len(chosen) < 2:
        raise NotPossible("A bundle holds at least two. Choose another one, or release this one alone.")
    if len(chosen) > MOST:
        raise NotPossible(f"A bundle holds at most {MOST}.")
    before = _lock(chosen)
    for subject in chosen:
        refuse_withdrawn(subject)
    slot = _take_over(before, chosen=chosen, by_wall=(wall.isoformat() if wall else "", zone))
    live = set(LiveRevision.objects.filter(subject__in=chosen).values_list("subject_id", flat=True))
    release = Release(kind=ReleaseKind.UPDATE, created_by=by, slot=slot)
    if {subject.pk for subject in chosen} - live:
        release.kind = ReleaseKind.PUBLISH
    if wall is None:
        set_now(release, zone=zone)
    else:
        set_time(release, wall=wall, zone=zone)
    release.save()
    for subject in chosen:
        kind = ReleaseKind.UPDATE if subject.pk in live else ReleaseKind.PUBLISH
        ReleaseItem.objects.create(release=release, subject=subject, kind=kind)
    return release, chosen


def _lock(chosen: list[Subject]) -> list[Release]:
    """Lock the subjects, and the publishes that wait for them with all that those carry."""
    ids = [subject.pk for subject in chosen]
    waiting = waiting_publishes(ids)
    lock_subjects([*ids, *Subject.objects.filter(items__release__in=waiting).values_list("pk", flat=True)])
    if waiting_publishes(ids) != waiting:
        raise NotPossible("Somebody planned one of them at this moment. Look at the releases again.")
    return lock_releases(waiting)


def waiting_publishes(subject_ids: list[int]) -> list[int]:
    items = ReleaseItem.objects.filter(subject__in=subject_ids, role=ItemRole.MAIN, kind=ReleaseKind.PUBLISH)
    return sorted(set(items.filter(release__state__in=UNFINISHED).values_list("release_id", flat=True)))


def _take_over(before: list[Release], *, chosen: list[Subject], by_wall: tuple[str, str]) -> Slot | None:
    """Cancel what the bundle stands in for. Its slot is kept when the bundle goes out at the slot's own time."""
    wanted = {subject.pk for subject in chosen}
    slots = []
    for release in before:
        about = mains(release)
        if {subject.pk for subject in about} - wanted:
            raise NotPossible(f"{title(about)} waits already. Take out what you want in this bundle first.")
        if release.slot is not None and (release.wall, release.zone) == by_wall:
            slots.append(release.slot)
        release.state = ReleaseState.CANCELLED
        release.slot = None
        release.save(update_fields=["state", "slot"])
        premieres.tell(release=release)
    return slots[0] if len(slots) == 1 else None
