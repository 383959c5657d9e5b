"""What is scheduled is locked: its working copy can't be edited until it is unscheduled or out."""

from collections.abc import Iterable

from series.models import Release, Subject
from series.models.release import ReleaseKind
from series.states import ReleaseState

LOCKING = (ReleaseState.SCHEDULED, ReleaseState.HELD)


class Locked(Exception):
    """The message names the release that locks it and how to unlock it."""


def lock_of(subject: Subject) -> Release | None:
    """The scheduled or held release that waits with an approved revision of `subject`, if there is one."""
    return (
        Release.objects.filter(items__subject=subject, state__in=LOCKING)
        .exclude(kind=ReleaseKind.WITHDRAW)
        .order_by("instant", "id")
        .first()
    )


def first_locking(releases: Iterable[Release]) -> Release | None:
    """The same, among releases of one subject that were read already."""
    locking = [one for one in releases if one.state in LOCKING and one.kind != ReleaseKind.WITHDRAW]
    return min(locking, key=lambda one: (one.instant, one.pk), default=None)


def refuse_if_locked(subject: Subject) -> None:
    release = lock_of(subject)
    if release is not None:
        raise Locked(sentence(subject, release))


def sentence(subject: Subject, release: Release) -> str:
    """What this release, which locks the subject, means for whoever wants to edit it."""
    return (
        f"{subject} is {release.get_state_display()} for {release.instant:%d %B %Y, %H:%M:%S} UTC and locked. "
        "Take it off the schedule to change it."
    )
