"""What needs a person now: held, overdue, and planned for a time that has passed. Two queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from series.admin.items import mains, titles
from series.models import Release
from series.publishing import overdue
from series.scheduling.times import said
from series.states import UNFINISHED, ReleaseState

MOST = 8


@dataclass(frozen=True)
class Alarm:
    kind: str
    what: str
    url: str
    when: str
    reason: str
    mend: str


@dataclass(frozen=True)
class Alarms:
    rows: list[Alarm]
    more: bool


def alarms(*, at: datetime) -> Alarms:
    wrong = (
        Q(state=ReleaseState.HELD)
        | Q(state=ReleaseState.SCHEDULED, instant__lt=at - overdue.PATIENCE)
        | Q(state=ReleaseState.PLANNED, instant__lte=at, instant__gt=at - overdue.FORGOTTEN)
    )
    rows = list(
        Release.objects.filter(wrong, state__in=UNFINISHED)
        .annotate(after_another=overdue.after_another())
        .prefetch_related(mains())
        .order_by("instant", "pk")[: MOST + 1]
    )
    return Alarms([_alarm(release) for release in rows[:MOST]], more=len(rows) > MOST)


def _alarm(release: Any) -> Alarm:
    kind, reason, mend = _words(release)
    return Alarm(
        kind=kind,
        what=titles([item.subject for item in release.items.all()]),
        url=reverse("admin:series_release_change", args=[release.pk]),
        when=said(release.instant, release.zone),
        reason=reason,
        mend=mend,
    )


def _words(release: Any) -> tuple[str, str, str]:
    if release.state == ReleaseState.HELD:
        mend = _("It will not go by itself. Mend it, then schedule it again, move it or cancel it.")
        return _("Held"), release.hold_reason, mend
    if release.state == ReleaseState.SCHEDULED:
        return _("Overdue"), overdue.why(release), ""
    reason = _("It was planned and never scheduled, so it did not go out.")
    return _("Passed"), reason, _("Move it to a later time, or cancel it.")
