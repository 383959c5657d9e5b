"""Planning (pencil), scheduling (ink), taking off the schedule, cancelling."""

from datetime import datetime

import pghistory
from django.db import IntegrityError, transaction

from series.models import Release, ReleaseItem, Season, Slot, Subject
from series.models.release import ReleaseKind
from series.publishing import premieres
from series.publishing.due import database_now
from series.scheduling import pinning
from series.scheduling.locking import lock_releases, lock_subjects
from series.scheduling.outcome import NotPossible, Outcome
from series.scheduling.times import said, set_time
from series.scheduling.withdrawn import refuse_withdrawn
from series.states import RELEASE_MOVES, ReleaseState
from sparks.accounts.models import User
from sparks.states import IllegalMove


def plan(
    *, subject: Subject, wall: datetime, zone: str, by: User | None, slot: Slot | None = None
) -> Outcome:
    """Pencil in a publish. It never fires; it needs no approval yet. One unfinished publish a subject."""
    with pghistory.context(user=by.pk if by else None, act="plan"), transaction.atomic():
        if slot is not None:
            _stand_still(slot, wall=wall, zone=zone)
        [locked] = lock_subjects([subject.pk])
        refuse_withdrawn(locked)
        release = Release(kind=ReleaseKind.PUBLISH, created_by=by, slot=slot)
        set_time(release, wall=wall, zone=zone)
        release.save()
        add_main(release, subject)
    return Outcome(release, f"{subject} is planned for {said(release.instant, zone)}.")


def _stand_still(slot: Slot, *, wall: datetime, zone: str) -> None:
    """Lock the season, as whoever moves its slots does, and see that the slot is still where it was."""
    Season.objects.select_for_update().get(pk=slot.season_id)
    slot.refresh_from_db()
    if (slot.wall, slot.zone) != (wall.isoformat(), zone):
        raise NotPossible("The slot was moved meanwhile. Look at the season again and choose anew.")


def add_main(release: Release, subject: Subject) -> None:
    if release.kind != ReleaseKind.PUBLISH:
        ReleaseItem.objects.create(release=release, subject=subject)
        return
    try:
        with transaction.atomic():
            ReleaseItem.objects.create(release=release, subject=subject)
    except IntegrityError as error:
        if "one_unfinished_publish_a_subject" not in str(error):
            raise
        raise NotPossible(
            f"{subject} has a planned release already. Move that one, or cancel it first."
        ) from error


def schedule(*, release_id: int, by: User | None) -> Outcome:
    """Make a planned or held release fire at its instant, with the newest approved revisions, now locked.

    Raises NotPossible with all that is missing, or when the instant has passed (publish now, or move it).
    """
    with pghistory.context(user=by.pk if by else None, act="schedule"), transaction.atomic():
        [release] = lock_releases([release_id])
        _check(release, ReleaseState.SCHEDULED)
        if release.instant <= database_now():
            raise NotPossible(
                f"{said(release.instant, release.zone)} has passed. Publish now, or choose a later time."
            )
        make_scheduled(release, by=by)
    return Outcome(
        release,
        f"{release} is scheduled for {said(release.instant, release.zone)}.",
        pinning.paths_of(release),
    )


def make_scheduled(release: Release, *, by: User | None) -> None:
    """The move itself, for an instant that the caller has checked. Caller holds the locks."""
    pinning.pin(release)
    release.state = ReleaseState.SCHEDULED
    release.scheduled_by = by
    release.hold_reason = ""
    release.save()
    premieres.tell(release=release)


def unschedule(*, release_id: int, by: User | None, reason: str = "") -> Outcome:
    """Back to pencil: unlocked, and it does not fire. The public is told of no date any more."""
    with pghistory.context(user=by.pk if by else None, act="unschedule", reason=reason), transaction.atomic():
        [release] = lock_releases([release_id])
        _check(release, ReleaseState.PLANNED)
        release.state = ReleaseState.PLANNED
        release.hold_reason = ""
        release.save(update_fields=["state", "hold_reason"])
        premieres.tell(release=release)
    return Outcome(release, f"{release} is off the schedule and can be edited.")


def cancel(*, release_id: int, by: User | None, reason: str = "") -> Outcome:
    """Cancel a release that has not run, also at the last moment: either it ran or it is cancelled, never both."""
    with pghistory.context(user=by.pk if by else None, act="cancel", reason=reason), transaction.atomic():
        [release] = lock_releases([release_id])
        _check(release, ReleaseState.CANCELLED)
        release.state = ReleaseState.CANCELLED
        release.slot = None
        release.save(update_fields=["state", "slot"])
        premieres.tell(release=release)
    return Outcome(release, f"{release} is cancelled.")


def _check(release: Release, after: ReleaseState) -> None:
    try:
        RELEASE_MOVES.check(before=release.state, after=after, what="This release")
    except IllegalMove as move:
        raise NotPossible(str(move)) from move
