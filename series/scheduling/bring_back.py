"""The opposite of a withdrawal."""

from datetime import datetime

import pghistory
from django.db import transaction

from series.models import Release, Subject
from series.models.release import ReleaseKind
from series.publishing.due import database_now
from series.publishing.nudge import nudge
from series.scheduling import pinning
from series.scheduling.locking import lock_subjects
from series.scheduling.outcome import NotPossible, Outcome
from series.scheduling.schedule import add_main, make_scheduled
from series.scheduling.times import said, set_now, set_time
from series.scheduling.withdrawn import is_withdrawn
from sparks.accounts.models import User


def bring_back(
    *,
    subject: Subject,
    by: User | None,
    wall: datetime | None = None,
    zone: str = "UTC",
    reason: str = "",
) -> Outcome:
    """Publish again what was withdrawn, now or at a wall time, as it was last approved.

    It stands at its former address with its first date and its corrections; the notice goes. Approval, consent and
    readiness are asked for as for anything else, now and at the instant.
    """
    with pghistory.context(user=by.pk if by else None, act="bring back", reason=reason), transaction.atomic():
        lock_subjects([subject.pk])
        if not is_withdrawn(subject):
            raise NotPossible(f"{subject} is not withdrawn. There is nothing to bring back.")
        release = Release(kind=ReleaseKind.PUBLISH, created_by=by)
        if wall is None:
            set_now(release, zone=zone)
        else:
            set_time(release, wall=wall, zone=zone)
        release.save()
        add_main(release, subject)
        make_scheduled(release, by=by)
        if release.instant <= database_now():
            transaction.on_commit(nudge)
    return Outcome(
        release, f"{subject} comes back at {said(release.instant, zone)}.", pinning.paths_of(release)
    )
