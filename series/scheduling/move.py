"""Moving releases in time. What is published never moves."""

from datetime import datetime

import pghistory
from django.db import transaction

from series.models import Release
from series.publishing import premieres
from series.scheduling import pinning
from series.scheduling.locking import lock_releases
from series.scheduling.outcome import NotPossible, Outcome
from series.scheduling.times import said, set_time
from series.states import UNFINISHED, ReleaseState
from sparks.accounts.models import User

TIME = ("instant", "wall", "zone", "slot")


def reschedule(*, release_id: int, wall: datetime, zone: str, by: User | None, reason: str = "") -> Outcome:
    """Move an unfinished release; it stays what it is (planned, scheduled, held). Leaves its slot.

    A scheduled one must be ready on its new day too: a consent may have ended by then.
    """
    with pghistory.context(user=by.pk if by else None, act="reschedule", reason=reason), transaction.atomic():
        [release] = lock_releases([release_id])
        movable(release)
        before = said(release.instant, release.zone)
        set_time(release, wall=wall, zone=zone)
        release.slot = None
        release.save(update_fields=[*TIME])
        after_move(release)
    return Outcome(
        release,
        f"{release} moves from {before} to {said(release.instant, zone)}.",
        pinning.paths_of(release),
    )


def swap(*, first_id: int, second_id: int, by: User | None, reason: str = "") -> Outcome:
    """Two releases trade places: instants, wall times and slots. Raises NotPossible when one has run."""
    with pghistory.context(user=by.pk if by else None, act="swap", reason=reason), transaction.atomic():
        first, second = lock_releases([first_id, second_id])
        movable(first)
        movable(second)
        places = [tuple(getattr(release, name) for name in TIME) for release in (first, second)]
        Release.objects.filter(pk__in=[first.pk, second.pk]).update(slot=None)
        for release, place in zip((first, second), reversed(places), strict=True):
            for name, value in zip(TIME, place, strict=True):
                setattr(release, name, value)
            release.save(update_fields=[*TIME])
            after_move(release)
    return Outcome(
        first,
        f"{first} and {second} trade places: {said(first.instant, first.zone)} and "
        f"{said(second.instant, second.zone)}.",
        pinning.paths_of(first) + pinning.paths_of(second),
    )


def movable(release: Release) -> None:
    if release.state not in UNFINISHED:
        raise NotPossible(f"This release is {release.get_state_display()} and can't be moved.")


def after_move(release: Release) -> None:
    if release.state == ReleaseState.SCHEDULED:
        pinning.still_ready(release)
    premieres.tell(release=release)
