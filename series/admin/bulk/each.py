"""What a bulk act does to one thing. Answers with a sentence, or raises the domain's own."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pghistory

from series import locks, reviews, scheduling
from series.models import Episode, Release, Review
from series.models.release import ReleaseKind
from series.models.subject import subject_of
from series.scheduling import NotPossible
from series.scheduling.locking import lock_releases
from series.scheduling.times import said
from series.situation import situation_of
from sparks.accounts.models import User
from sparks.states import IllegalMove


def submit(thing: Episode, *, by: User, data: Mapping[str, Any]) -> str:
    subject = subject_of(thing)
    locks.refuse_if_locked(subject)
    with pghistory.context(act="submit", reason=data["reason"]):
        review = reviews.submit(subjects=[subject], by=by, note=data["reason"])
    number = review.revisions.get(subject=subject).number
    return f"Sent for review as revision {number}."


def approve(thing: Review, *, by: User, data: Mapping[str, Any]) -> str:
    with pghistory.context(act="approve", reason=data["reason"]):
        reviews.approve(review_id=thing.pk, by=by, note=data["reason"])
    return "Approved."


def cancel(thing: Release, *, by: User, data: Mapping[str, Any]) -> str:
    _refuse_withdrawal(thing, by)
    scheduling.cancel(release_id=thing.pk, by=by, reason=data["reason"])
    return "Cancelled."


def cancel_of(thing: Episode, *, by: User, data: Mapping[str, Any]) -> str:
    return cancel(_only_release(thing), by=by, data=data)


def move(thing: Release, *, by: User, data: Mapping[str, Any]) -> str:
    # From where it stands now, which may not be where it stood when the list was read.
    [release] = lock_releases([thing.pk])
    _refuse_withdrawal(release, by)
    wall = datetime.fromisoformat(release.wall) + timedelta(days=data["days"])
    outcome = scheduling.reschedule(
        release_id=release.pk, wall=wall, zone=release.zone, by=by, reason=data["reason"]
    )
    return f"Moves to {said(outcome.release.instant, outcome.release.zone)}."


def move_of(thing: Episode, *, by: User, data: Mapping[str, Any]) -> str:
    return move(_only_release(thing), by=by, data=data)


def _only_release(thing: Episode) -> Release:
    waiting = situation_of(subject_of(thing)).waiting
    if not waiting:
        raise NotPossible("No release of it waits.")
    if len(waiting) > 1:
        raise NotPossible("More than one release of it waits. Choose among the releases.")
    return waiting[0]


def _refuse_withdrawal(release: Release, by: User) -> None:
    # Who may not withdraw may not move or call off a withdrawal either.
    if release.kind == ReleaseKind.WITHDRAW and not by.has_perm("series.withdraw_release"):
        raise IllegalMove("This is a withdrawal, which you may not move or cancel.")
