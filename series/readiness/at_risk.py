"""A slot is near and something is missing: it is at risk from 72 hours ahead."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from series.models import Release
from series.models.release import ReleaseKind
from series.readiness.finding import Finding, Level
from series.readiness.standing import Point, Standing, items, standings
from series.states import ReleaseState

# Hours that pass, whatever clocks do meanwhile.
HORIZON = timedelta(hours=72)
BATCH = 100
ONLY_PLANNED = Finding(
    "schedule",
    Level.STOP,
    "Everything is there, but it is only planned and won't go out by itself. Schedule it.",
    place="schedule",
)


def is_near(release: Release, *, at: datetime) -> bool:
    return at < release.instant <= at + HORIZON


def in_danger(standing: Standing, *, at: datetime) -> list[Point]:
    """What is missing of a release whose instant is near; nothing, if it is far or all is there.

    A plan that is ready is in danger, too: nobody has said that it shall go.
    """
    release = standing.release
    if not is_near(release, at=at):
        return []
    if standing.missing or release.state != ReleaseState.PLANNED:
        return standing.missing
    # Who may schedule may not always withdraw.
    place = "schedule-withdrawal" if release.kind == ReleaseKind.WITHDRAW else ONLY_PLANNED.place
    finding = replace(ONLY_PLANNED, place=place, which=release.pk)
    return [Point(item.subject, finding) for item in list(release.items.all())[:1]]


def at_risk(*, at: datetime) -> Iterator[tuple[Standing, list[Point]]]:
    """The planned and scheduled releases within 72 hours that lack something, with what they lack."""
    near = Release.objects.filter(
        state__in=[ReleaseState.PLANNED, ReleaseState.SCHEDULED], instant__gt=at, instant__lte=at + HORIZON
    ).order_by("instant", "pk")
    for batch in itertools.batched(list(near.values_list("pk", flat=True)), BATCH):
        rows = near.filter(pk__in=batch).select_related("created_by", "scheduled_by")
        for standing in standings(list(rows.prefetch_related(items()))):
            if points := in_danger(standing, at=at):
                yield standing, points
