"""Today: what goes out next and what needs a person."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from series import readiness
from series.admin import items as read_items
from series.admin.items import names
from series.models import Effect, Release, Review
from series.models.release import ItemRole, ReleaseKind
from series.publishing import seal
from series.publishing.due import database_now
from series.revisions import approved_revision
from series.scheduling.times import said
from series.states import EffectState, ReleaseState, ReviewState
from sparks.desk.times import in_both

MOST = 12
# As /readyz has it: later than this is an alarm.
OVERDUE = timedelta(seconds=30)


def environment(request: HttpRequest) -> list[str] | None:
    """The label beside the menu, where what is shown is no real programme."""
    return ["DEMO", "warning"] if seal.is_demonstration() else None


def home(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    now = database_now()
    state = seal.state()
    context["seal"] = "" if state.open else state.sentence
    context["now"] = in_both(now, request.user.zone)
    if request.user.has_perm("series.view_release"):
        context["held"] = _releases(Q(state=ReleaseState.HELD))
        context["overdue"] = _releases(Q(state=ReleaseState.SCHEDULED, instant__lt=now - OVERDUE))
        coming = Q(state__in=[ReleaseState.SCHEDULED, ReleaseState.PLANNED])
        context["coming"] = _releases(coming & Q(instant__gte=now - OVERDUE), ready=True)
    if request.user.has_perm("series.view_review"):
        context["reviews"] = _reviews(request)
    if request.user.has_perm("series.view_effect"):
        context["stuck"] = _stuck()
    return context


def _releases(which: Q, *, ready: bool = False) -> list[dict[str, Any]]:
    rows = Release.objects.filter(which).prefetch_related(read_items.items()).order_by("instant", "pk")[:MOST]
    return [
        {
            "what": names([item.subject for item in release.items.all() if item.role == ItemRole.MAIN]),
            "when": said(release.instant, release.zone),
            "kind": release.get_kind_display(),
            "state": release.state,
            "state_said": release.get_state_display(),
            "reason": release.hold_reason,
            "url": reverse("admin:series_release_change", args=[release.pk]),
            "missing": _missing(release) if ready else [],
        }
        for release in rows
    ]


def _missing(release: Release) -> list[str]:
    """What still stands between a release and its slot. A withdrawal needs nothing."""
    if release.kind == ReleaseKind.WITHDRAW:
        return []
    found: list[str] = []
    for item in release.items.all():
        revision = item.revision or approved_revision(item.subject)
        findings = readiness.check(subject=item.subject, revision=revision, day=release.instant.date())
        found += [finding.sentence for finding in readiness.stops(findings)]
    return [*dict.fromkeys(found)]


def _reviews(request: HttpRequest) -> list[dict[str, Any]]:
    waiting = Review.objects.filter(state=ReviewState.IN_REVIEW).select_related("submitted_by")
    rows = waiting.prefetch_related(read_items.revisions()).order_by("submitted_at")[:MOST]
    may = request.user.has_perm("series.decide_review")
    return [
        {
            "what": names([revision.subject for revision in review.revisions.all()]),
            "by": review.submitted_by,
            "at": review.submitted_at,
            "mine": may and request.user.pk not in review.authors,
            "url": reverse("admin:series_review_change", args=[review.pk]),
        }
        for review in rows
    ]


def _stuck() -> list[dict[str, Any]]:
    rows = Effect.objects.filter(state__in=[EffectState.UNCERTAIN, EffectState.PARKED]).order_by("-pk")[:MOST]
    return [
        {
            "what": str(effect),
            "state": effect.get_state_display(),
            "error": effect.error,
            "url": reverse("admin:series_effect_change", args=[effect.pk]),
        }
        for effect in rows
    ]
