"""Releases that missed their time, and why, as far as rows and signs can tell."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from series.models import Release, ReleaseItem
from series.states import ReleaseState

# As /readyz has it: later than this is an alarm.
PATIENCE = timedelta(seconds=30)
# A plan that passed longer ago than this is nobody's news any more.
FORGOTTEN = timedelta(days=7)


def overdue(*, at: datetime) -> QuerySet[Release]:
    """Scheduled, due, and not out. `after_another`: an earlier release of the same subject has not run either."""
    return (
        Release.objects.filter(state=ReleaseState.SCHEDULED, instant__lt=at - PATIENCE)
        .annotate(after_another=after_another())
        .order_by("instant", "pk")
    )


def passed(*, at: datetime) -> QuerySet[Release]:
    """Planned for a time that is over: a plan never goes out by itself."""
    return Release.objects.filter(
        state=ReleaseState.PLANNED, instant__lte=at, instant__gt=at - FORGOTTEN
    ).order_by("instant", "pk")


def after_another() -> Exists:
    """Whether another scheduled release of one of its subjects comes before it, as `due.waiting_for` asks."""
    before = Q(release__instant__lt=OuterRef(OuterRef("instant"))) | Q(
        release__instant=OuterRef(OuterRef("instant")), release__lt=OuterRef(OuterRef("pk"))
    )
    earlier = ReleaseItem.objects.filter(
        before,
        subject=OuterRef("subject"),
        unfinished=True,
        release__state=ReleaseState.SCHEDULED,
    )
    return Exists(ReleaseItem.objects.filter(Exists(earlier), release=OuterRef("pk")))


def why(release: Release) -> str:
    """A sentence for an overdue release that `overdue` read."""
    if getattr(release, "after_another", False):
        return "An earlier release of the same subject has not run yet: look at that one first."
    return (
        "It is due and waits for a worker, or for a store or database that did not answer. "
        "It is tried again every second; look at the workers' log if it stays."
    )
