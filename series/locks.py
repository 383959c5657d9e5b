"""What is scheduled is locked: its working copy can't be edited until it is unscheduled or out."""

from series.models import Release, Subject
from series.states import ReleaseState


class Locked(Exception):
    """The message names the release that locks it and how to unlock it."""


def lock_of(subject: Subject) -> Release | None:
    """The scheduled or held release that waits with an approved revision of `subject`, if there is one."""
    return (
        Release.objects.filter(items__subject=subject, state__in=[ReleaseState.SCHEDULED, ReleaseState.HELD])
        .exclude(kind="withdraw")
        .order_by("instant", "id")
        .first()
    )


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
