"""Tells who answers for a release that it is held, overdue, or was only planned for a time that has passed."""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from series.models import Notice, Release
from series.models.notice import Topic, Way
from series.models.release import ItemRole
from series.notices.notify import notify
from series.publishing import overdue
from series.publishing.due import database_now
from series.publishing.effects.notice.recipients import people
from series.scheduling.times import said

# Of a storm, so many are told of one by one in a round.
MOST = 50


def held(release: Release) -> None:
    """Call it in the transaction that holds it. The mail of it is an effect of the release, so none goes from here.

    A release held again after mending is told of again.
    """
    notify(
        to=people(release),
        topic=Topic.HELD,
        sentence=_("Held: %(what)s. %(reason)s") % {"what": what(release), "reason": release.hold_reason},
        path=path(release),
        key=f"held {release.pk} {database_now().isoformat()}",
        way=Way.DESK,
    )


def tell_overdue() -> int:
    """Tell of what is overdue or has passed, each once for its instant; returns how many were told of now."""
    now = database_now()
    late = untold(
        {f"overdue {one.pk} {one.instant.isoformat()}": one for one in overdue.overdue(at=now)[:MOST]}
    )
    for key, release in late.items():
        sentence = _("Overdue: %(what)s was due %(when)s. %(why)s") % {
            "what": what(release),
            "when": when(release),
            "why": overdue.why(release),
        }
        notify(to=people(release), topic=Topic.HELD, sentence=sentence, path=path(release), key=key)
    return len(late) + _tell_passed(now)


def _tell_passed(now: datetime) -> int:
    passed = untold(
        {f"passed {one.pk} {one.instant.isoformat()}": one for one in overdue.passed(at=now)[:MOST]}
    )
    for key, release in passed.items():
        planner = [release.created_by] if release.created_by else []
        sentence = _(
            "Passed: %(what)s was planned for %(when)s and never scheduled, so it did not go. Move it, or cancel it."
        ) % {"what": what(release), "when": when(release)}
        to = [*people(release), *planner]
        notify(to=to, topic=Topic.AT_RISK, sentence=sentence, path=path(release), key=key)
    return len(passed)


def untold[T](by_key: Mapping[str, T]) -> dict[str, T]:
    """What nobody was told of yet. Only spares work: telling twice is once anyway."""
    told = set(Notice.objects.filter(key__in=list(by_key)).values_list("key", flat=True))
    return {key: one for key, one in by_key.items() if key not in told}


def what(release: Release) -> str:
    items = release.items.filter(role=ItemRole.MAIN).select_related("subject").order_by("pk")
    return ", ".join(str(item.subject) for item in items) or str(release)


def when(release: Release) -> str:
    return said(release.instant, release.zone)


def path(release: Release) -> str:
    return reverse("admin:series_release_change", args=[release.pk])
