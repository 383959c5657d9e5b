"""Where a subject stands: what of it is live, what was written and approved last, what waits, what was withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now

from series import locks
from series.models import LiveRevision, Release, Revision, Subject
from series.models.release import ItemRole, ReleaseKind
from series.scheduling.withdrawn import last_withdrawal_of
from series.states import UNFINISHED, ReviewState

KNOWN = "known_situation"


@dataclass(frozen=True)
class Situation:
    """As it was `at` a moment of the database, in four queries.

    `waiting` is every unfinished release that is about it, its publish first; of each, `about` counts the subjects.
    """

    at: datetime
    live: LiveRevision | None
    newest: Revision | None
    approved: Revision | None
    waiting: list[Release]
    lock: Release | None
    withdrawal: Release | None

    @property
    def planned(self) -> Release | None:
        """The publish that waits."""
        return next((release for release in self.waiting if release.kind == ReleaseKind.PUBLISH), None)

    @property
    def has_news(self) -> bool:
        """Something is approved that is not what is public."""
        return self.approved is not None and (
            self.live is None or self.approved.number > self.live.revision.number
        )


def know(subject: Subject) -> Situation:
    """Read it; `situation_of` then gives the same for this very object: for a page that only looks."""
    found = _read(subject)
    setattr(subject, KNOWN, found)
    return found


def situation_of(subject: Subject) -> Situation:
    known: Situation | None = getattr(subject, KNOWN, None)
    return known or _read(subject)


def _read(subject: Subject) -> Situation:
    row = (
        Subject.objects.filter(pk=subject.pk)
        .select_related("live__revision")
        .annotate(read_at=Now())
        .only("pk", "live")
        .get()
    )
    at, live = row.read_at, getattr(row, "live", None)
    newest, approved = _revisions(subject)
    releases = list(_unfinished(subject))
    return Situation(
        at=at,
        live=live,
        newest=newest,
        approved=approved,
        waiting=[release for release in releases if release.main],
        lock=locks.first_locking(releases),
        # Only what was approved once can have been withdrawn.
        withdrawal=last_withdrawal_of(subject) if live is None and approved is not None else None,
    )


def _revisions(subject: Subject) -> tuple[Revision | None, Revision | None]:
    of_it = Revision.objects.filter(subject=subject).order_by("-number")
    good = of_it.filter(review__state=ReviewState.APPROVED)
    rows = list(
        of_it.filter(Q(pk=of_it.values("pk")[:1]) | Q(pk=good.values("pk")[:1])).select_related(
            "review__decided_by"
        )
    )
    newest = rows[0] if rows else None
    approved = rows[-1] if rows and rows[-1].review.state == ReviewState.APPROVED else None
    return newest, approved


def _unfinished(subject: Subject) -> QuerySet[Any]:
    mine = Count("items", filter=Q(items__subject=subject, items__role=ItemRole.MAIN))
    return (
        Release.objects.filter(state__in=UNFINISHED, pk__in=subject.items.values("release"))
        .annotate(main=mine, about=Count("items", filter=Q(items__role=ItemRole.MAIN)))
        .order_by("kind", "instant", "pk")
    )
