"""Where a subject stands: what of it is live, what was written and approved last, what waits, what was withdrawn."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Now

from series import locks
from series.models import LiveRevision, Release, ReleaseItem, Revision, Subject
from series.models.release import ItemRole, ReleaseKind
from series.scheduling.withdrawn import last_withdrawals
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
    know_all([subject])
    return situation_of(subject)


def know_all(subjects: Sequence[Subject]) -> None:
    """The same for several, in as many queries as for one."""
    found = _read(subjects)
    for subject in subjects:
        setattr(subject, KNOWN, found[subject.pk])


def situation_of(subject: Subject) -> Situation:
    known: Situation | None = getattr(subject, KNOWN, None)
    return known or _read([subject])[subject.pk]


def _read(subjects: Sequence[Subject]) -> dict[int, Situation]:
    of_it = Revision.objects.filter(subject=OuterRef("pk")).order_by("-number").values("pk")
    rows: QuerySet[Any] = (
        Subject.objects.filter(pk__in=[subject.pk for subject in subjects])
        .select_related("live__revision")
        .annotate(
            read_at=Now(),
            newest=Subquery(of_it[:1]),
            approved=Subquery(of_it.filter(review__state=ReviewState.APPROVED)[:1]),
        )
        .only("pk", "live")
    )
    read = list(rows)
    revisions = _revisions({pk for row in read for pk in (row.newest, row.approved) if pk is not None})
    waiting = _unfinished(read)
    live = {row.pk: getattr(row, "live", None) for row in read}
    # Only what was approved once can have been withdrawn.
    away = {row.pk for row in read if live[row.pk] is None and row.approved is not None}
    withdrawn = last_withdrawals([subject for subject in subjects if subject.pk in away])
    return {
        row.pk: Situation(
            at=row.read_at,
            live=live[row.pk],
            newest=revisions.get(row.newest),
            approved=revisions.get(row.approved),
            waiting=[item.release for item in waiting[row.pk] if item.role == ItemRole.MAIN],
            lock=locks.first_locking(item.release for item in waiting[row.pk]),
            withdrawal=withdrawn.get(row.pk),
        )
        for row in read
    }


def _revisions(ids: Collection[int]) -> dict[int, Revision]:
    return Revision.objects.select_related("review__decided_by").in_bulk(ids) if ids else {}


def _unfinished(subjects: Iterable[Subject]) -> dict[int, list[ReleaseItem]]:
    """By subject, what waits with it, each release with its number of subjects."""
    found: dict[int, list[ReleaseItem]] = {subject.pk: [] for subject in subjects}
    beside = ReleaseItem.objects.filter(release=OuterRef("release"), role=ItemRole.MAIN).order_by()
    items = (
        ReleaseItem.objects.filter(subject__in=found, release__state__in=UNFINISHED)
        .select_related("release")
        .annotate(about=Subquery(beside.values("release").annotate(count=Count("pk")).values("count")))
        .order_by("release__kind", "release__instant", "release")
    )
    for item in items:
        release: Any = item.release
        release.about = item.about
        found[item.subject_id].append(item)
    return found
