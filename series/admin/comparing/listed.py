"""The revisions of a subject as a list: who, when, what became of each."""

from dataclasses import dataclass

from series.admin import states
from series.models import LiveRevision, ReleaseItem, Revision, Subject
from series.states import ReviewState

MOST = 60


@dataclass(frozen=True)
class Listed:
    revision: Revision
    state: str
    state_said: str
    live: bool
    # Pinned by a release that waits: it goes out as it is.
    pinned: bool


def listed(subject: Subject) -> list[Listed]:
    """The newest first."""
    rows = (
        Revision.objects.filter(subject=subject)
        .select_related("review", "created_by")
        .defer("content")
        .order_by("-number")[:MOST]
    )
    live = set(LiveRevision.objects.filter(subject=subject).values_list("revision", flat=True))
    waiting = ReleaseItem.objects.filter(subject=subject, unfinished=True, revision__isnull=False)
    pinned = set(waiting.values_list("revision", flat=True))
    return [
        Listed(
            revision=row,
            state=states.REVIEW.get(ReviewState(row.review.state), ""),
            state_said=str(ReviewState(row.review.state).label),
            live=row.pk in live,
            pinned=row.pk in pinned,
        )
        for row in rows
    ]
