"""The next releases, and whether they are ready. As many queries for one as for a thousand: some ten."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from series.admin import mending
from series.admin.acts.schedule import Schedule
from series.admin.home.countdown import until
from series.admin.items import titles
from series.cadence import moment_label
from series.models import Release
from series.models.release import ItemRole, ReleaseKind
from series.pages.dial import TICKS, dial
from series.publishing import overdue
from series.readiness import at_risk
from series.readiness.finding import Level
from series.readiness.standing import Point, Standing, items, standings
from series.states import ReleaseState

MOST = 6


@dataclass(frozen=True)
class Missing:
    sentence: str
    about: str
    url: str


@dataclass(frozen=True)
class Coming:
    release: Release
    what: str
    url: str
    series: str
    series_time: str
    own_time: str
    utc: str
    countdown: str
    at_risk: bool
    schedule: str
    missing: list[Missing] = field(default_factory=list)
    checks: int = 0
    warnings: int = 0
    dial: SafeString = field(default_factory=SafeString)


def coming(*, at: datetime, user: Any) -> list[Coming]:
    rows = (
        Release.objects.filter(
            state__in=[ReleaseState.PLANNED, ReleaseState.SCHEDULED], instant__gte=at - overdue.PATIENCE
        )
        # A plan that has passed is an alarm.
        .exclude(state=ReleaseState.PLANNED, instant__lte=at)
        .select_related("slot__season__series")
        .prefetch_related(items())
        .order_by("instant", "pk")[:MOST]
    )
    return [_coming(standing, at=at, user=user) for standing in standings(list(rows))]


def _coming(standing: Standing, *, at: datetime, user: Any) -> Coming:
    release = standing.release
    mains = [item.subject for item in release.items.all() if item.role == ItemRole.MAIN]
    danger = at_risk.in_danger(standing, at=at)
    missing = danger or standing.missing
    series, number = _place(mains)
    checks = max(len(standing.points), len(missing))
    return Coming(
        release=release,
        what=titles(mains),
        url=reverse("admin:series_release_change", args=[release.pk]),
        series=series,
        series_time=moment_label(release.instant, release.zone),
        own_time=moment_label(release.instant, user.zone) if user.zone != release.zone else "",
        utc=f"{release.instant.astimezone(UTC):%H:%M:%S} UTC" if release.zone != "UTC" else "",
        countdown=until(release.instant, at=at),
        at_risk=bool(danger),
        schedule="" if missing else _schedule(release, user),
        missing=[_missing(point, mains, user=user) for point in missing],
        checks=checks,
        warnings=sum(point.finding.level == Level.WARN for point in standing.points),
        dial=_dial(number, right=checks - len(missing), checks=checks, kind=release.kind),
    )


def _schedule(release: Release, user: Any) -> str:
    """Where a plan that is whole is made sure to go, for one who may."""
    act = Schedule()
    if not act.allowed(user, release) or not act.offered(release):
        return ""
    return reverse("admin:series_release_act", args=[release.pk, act.name])


def _place(mains: list[Any]) -> tuple[str, int | None]:
    """The series and the episode's number, where it is about one."""
    for subject in mains:
        episode = subject.episode or (subject.teaser and subject.teaser.episode)
        if episode:
            return str(episode.series), episode.number
    return "", None


def _missing(point: Point, mains: list[Any], *, user: Any) -> Missing:
    alone = len(mains) == 1 and point.subject.pk == mains[0].pk
    return Missing(
        sentence=point.finding.sentence,
        about="" if alone else str(point.subject),
        url=mending.from_elsewhere(point.subject, point.finding, by=user),
    )


def _dial(number: int | None, *, right: int, checks: int, kind: str) -> SafeString:
    """Lit as far as the release is ready; the long tick is the episode's."""
    ready = kind == ReleaseKind.WITHDRAW or not checks
    lit = TICKS if ready else TICKS * right // checks
    label = (
        _("Nothing is asked of it")
        if ready
        else _("%(right)s of %(checks)s right")
        % {
            "right": right,
            "checks": checks,
        }
    )
    return dial(lit=lit, long=(number,) if number else (), label=label)
