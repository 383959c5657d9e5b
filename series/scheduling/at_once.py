"""Releases made and scheduled in one act: publish now, update, withdraw."""

from datetime import datetime

import pghistory
from django.db import transaction

from series.bundles import is_bundle, mains, title
from series.models import LiveRevision, Release, ReleaseItem, Subject
from series.models.release import ReleaseKind
from series.publishing import premieres
from series.publishing.due import database_now
from series.publishing.nudge import nudge
from series.scheduling import pinning
from series.scheduling.locking import lock_subjects
from series.scheduling.outcome import NotPossible, Outcome
from series.scheduling.schedule import add_main, make_scheduled
from series.scheduling.times import said, set_now, set_time
from series.scheduling.withdrawn import refuse_withdrawn
from series.states import UNFINISHED, ReleaseState
from sparks.accounts.models import User


def publish_now(*, subject: Subject, by: User | None, zone: str = "UTC", reason: str = "") -> Outcome:
    """A publish that is due now. Takes over the release that was planned for later, if there is one."""
    with (
        pghistory.context(user=by.pk if by else None, act="publish now", reason=reason),
        transaction.atomic(),
    ):
        [locked] = lock_subjects([subject.pk])
        refuse_withdrawn(locked)
        release, now = _unfinished_publish(subject), database_now()
        if release is not None and is_bundle(release):
            raise NotPossible(
                f"{subject} goes out with others: {title(mains(release))}. Take it out, or release all of it now."
            )
        if release is None:
            release = Release(kind=ReleaseKind.PUBLISH, created_by=by)
            set_now(release, zone=zone, now=now)
            release.save()
            # Nothing else of it waits, and under the lock nothing can come in between.
            ReleaseItem.objects.create(release=release, subject=subject)
        elif release.instant > now:
            set_now(release, zone=release.zone, now=now)
            release.slot = None
        if release.state == ReleaseState.SCHEDULED:
            # It goes out as it was confirmed: a revision approved since then waits for an update.
            return _bring_forward(release, sentence=f"{subject} is published now.")
        return _go(release, by=by, now=now, sentence=f"{subject} is published now.")


def update(
    *,
    subject: Subject,
    by: User | None,
    notice: str = "",
    wall: datetime | None = None,
    zone: str = "UTC",
    reason: str = "",
) -> Outcome:
    """Replace the live revision by the newest approved one, now or at a wall time.

    With a notice it is a correction: the notice stands on the page with its time. The live revision stays until
    then.
    """
    with pghistory.context(user=by.pk if by else None, act="update", reason=reason), transaction.atomic():
        lock_subjects([subject.pk])
        now = database_now()
        release = _new(ReleaseKind.UPDATE, subject, by=by, notice=notice, wall=wall, zone=zone, now=now)
        act = "corrected" if notice else "updated"
        return _go(release, by=by, now=now, sentence=f"{subject} is {act} at {said(release.instant, zone)}.")


def withdraw(
    *,
    subject: Subject,
    by: User | None,
    notice: str,
    wall: datetime | None = None,
    zone: str = "UTC",
    reason: str = "",
) -> Outcome:
    """Take the subject off the hub, now or at a wall time; the notice stands at its address. Needs no approval.

    Raises NotPossible while other public things stand on it.
    """
    if not notice.strip():
        raise NotPossible("Write the notice that visitors will read at this address.")
    with pghistory.context(user=by.pk if by else None, act="withdraw", reason=reason), transaction.atomic():
        lock_subjects([subject.pk])
        now = database_now()
        _refuse_while_needed(subject, now=now)
        release = _new(ReleaseKind.WITHDRAW, subject, by=by, notice=notice, wall=wall, zone=zone, now=now)
        sentence = f"{subject} is withdrawn at {said(release.instant, zone)}."
        return _go(release, by=by, now=now, sentence=sentence)


def _bring_forward(release: Release, *, sentence: str) -> Outcome:
    release.save(update_fields=["instant", "wall", "zone", "slot"])
    pinning.still_ready(release)
    premieres.tell(release=release)
    return Outcome(release, sentence, pinning.paths_of(release))


def _go(release: Release, *, by: User | None, now: datetime, sentence: str) -> Outcome:
    make_scheduled(release, by=by)
    if release.instant <= now:
        transaction.on_commit(nudge)
    return Outcome(release, sentence, pinning.paths_of(release))


def _new(
    kind: ReleaseKind,
    subject: Subject,
    *,
    by: User | None,
    notice: str,
    wall: datetime | None,
    zone: str,
    now: datetime,
) -> Release:
    release = Release(kind=kind, created_by=by, notice=notice.strip())
    if wall is None:
        set_now(release, zone=zone, now=now)
    else:
        set_time(release, wall=wall, zone=zone, now=now)
    release.save()
    add_main(release, subject)
    return release


def _unfinished_publish(subject: Subject) -> Release | None:
    return (
        Release.objects.select_for_update()
        .filter(items__subject=subject, items__role="main", kind=ReleaseKind.PUBLISH, state__in=UNFINISHED)
        .first()
    )


def _refuse_while_needed(subject: Subject, *, now: datetime) -> None:
    if subject.kind in {"site", "legal"}:
        return
    live = LiveRevision.objects.all()
    standing = {
        "series": live.filter(series=subject.pk),
        "creator": live.filter(kind="episode", creator=subject.pk),
        "cause": live.filter(kind="episode", causes__contains=[subject.pk]),
    }.get(subject.kind)
    # What is due to leave already does not keep the rest here: a withdrawn consent takes a person's films, then them.
    leaving = Release.objects.filter(
        kind=ReleaseKind.WITHDRAW, state=ReleaseState.SCHEDULED, instant__lte=now
    ).values("items__subject")
    count = standing.exclude(subject__in=leaving).count() if standing is not None else 0
    if count:
        raise NotPossible(f"{subject} is named by {count} public pages. Withdraw or change those first.")
    if subject.kind in {"episode", "teaser"}:
        public = live.filter(subject=subject.pk) | live.filter(episode=subject.pk)
        if not public.exists():
            raise NotPossible(f"{subject} is not public. Cancel its release instead.")
