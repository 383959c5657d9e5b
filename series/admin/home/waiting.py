"""What waits for this person: reviews to decide, and what was sent back. Two queries each."""

from typing import Any

from django.db.models import Exists, F, OuterRef
from django.urls import reverse

from series.admin import items as read_items
from series.admin.items import titles
from series.models import Review, Revision
from series.states import ReviewState

MOST = 6


def to_decide(user: Any) -> list[dict[str, Any]]:
    """The oldest first. Who may not decide, or wrote part of it, sees it without being asked."""
    waiting = Review.objects.filter(state=ReviewState.IN_REVIEW).select_related("submitted_by")
    may = user.has_perm("series.decide_review")
    if may:
        waiting = waiting.exclude(authors__contains=[user.pk])
    rows = waiting.prefetch_related(read_items.revisions()).order_by("submitted_at")[:MOST]
    return [
        {
            "what": _about(review),
            "by": review.submitted_by,
            "at": review.submitted_at,
            "mine": may,
            "url": reverse("admin:series_review_change", args=[review.pk]),
        }
        for review in rows
    ]


def sent_back(user: Any) -> list[dict[str, Any]]:
    """Changes were asked of something this person wrote, and it was not sent again since."""
    newer = Revision.objects.filter(
        subject__revisions__review=OuterRef("pk"), number__gt=F("subject__revisions__number")
    )
    rows = (
        Review.objects.filter(state=ReviewState.CHANGES_ASKED, authors__contains=[user.pk])
        .exclude(Exists(newer))
        .select_related("decided_by")
        .prefetch_related(read_items.revisions())
        .order_by("-decided_at")[:MOST]
    )
    return [
        {
            "what": _about(review),
            "by": review.decided_by,
            "at": review.decided_at,
            "note": review.decision_note,
            "url": reverse("admin:series_review_change", args=[review.pk]),
        }
        for review in rows
    ]


def _about(review: Review) -> str:
    """What it is about first, then what comes along."""
    subjects = [revision.subject for revision in review.revisions.all()]
    return titles(sorted(subjects, key=lambda subject: subject.kind not in {"episode", "teaser"}))
