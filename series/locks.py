"""What is scheduled is locked: its working copy can't be edited until it is unscheduled or out."""

from series.models import Release, Subject
from series.states import ReleaseState

KNOWN = "known_lock"


class Locked(Exception):
    """The message names the release that locks it and how to unlock it."""


def know_lock(subject: Subject) -> Release | None:
    """The lock, which `lock_of` then gives for this very object without asking again: for a page that only looks."""
    lock = lock_of(subject)
    setattr(subject, KNOWN, lock)
    return lock


def lock_of(subject: Subject) -> Release | None:
    """The scheduled or held release that waits with an approved revision of `subject`, if there is one."""
    if hasattr(subject, KNOWN):
        return getattr(subject, KNOWN)
    return (
        Release.objects.filter(items__subject=subject, state__in=[ReleaseState.SCHEDULED, ReleaseState.HELD])
        .exclude(kind="withdraw")
        .order_by("instant", "id")
        .first()
    )


def refuse_if_locked(subject: Subject) -> None:
    release = lock_of(subject)
    if release is not None:
        raise Locked(
            f"{subject} is {release.get_state_display()} for {release.instant:%d %B %Y, %H:%M:%S} UTC and locked. "
            "Take it off the schedule to change it."
        )
