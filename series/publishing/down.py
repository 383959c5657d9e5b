"""What a withdrawal does, inside the transaction of its release."""

from django.db.models import QuerySet

from series.bundles import bundle_ids
from series.carried import items_of
from series.models import LiveRevision, Release, ReleaseItem
from series.models.release import ReleaseKind
from series.pages import marks, touched
from series.pages.touched import Touched
from series.publishing import coming_back, corrections
from series.publishing.holding import hold_locked
from series.search import write as search
from series.states import UNFINISHED, ReleaseState

KNOWN = "known_leaving"


def withdraw(*, release: Release, item: ReleaseItem) -> Touched:
    """Take the subject off the hub: no live revision or search entry, its pages gone with a notice, its listers marked.

    Cancels every publish and update of it that came before and has not run. What is not public any more is
    left alone. Files of the pages and of the media follow right after the commit, and are checked again later.
    """
    _cancel_earlier(release=release, item=item)
    change, going = Touched(), list(leaving(item))
    words = search.words_of([row.subject_id for row in going])
    if going:
        corrections.withdrawn(release, item.subject)
    for row in going:
        change = change + touched.by_withdrawal(row)
        _join_neighbours(row)
        coming_back.remember(row)
        row.delete()
    marks.take_down(change, release=release)
    search.forget_words(words)
    return change


def leaving(item: ReleaseItem) -> QuerySet[LiveRevision]:
    """What stops being public with it: an episode takes its teaser along."""
    rows = LiveRevision.objects.filter(subject=item.subject_id)
    if item.subject.kind == "episode":
        rows = rows | LiveRevision.objects.filter(kind="teaser", episode=item.subject_id)
    return rows.select_related("revision", "subject")


def leaving_with(release: Release) -> list[LiveRevision]:
    """What the whole of a withdrawal takes off the hub, read once for this object of it: to tell of it beforehand."""
    known: list[LiveRevision] | None = getattr(release, KNOWN, None)
    if known is None:
        known = [row for item in items_of(release) for row in leaving(item)]
        setattr(release, KNOWN, known)
    return known


def _join_neighbours(row: LiveRevision) -> None:
    """The episodes before and after it become each other's neighbours."""
    LiveRevision.objects.filter(subject=row.previous, next=row.pk).update(next=row.next)
    LiveRevision.objects.filter(subject=row.next, previous=row.pk).update(previous=row.previous)


def _cancel_earlier(*, release: Release, item: ReleaseItem) -> None:
    """What waits with it alone is cancelled. A bundle waits for a person: its other subjects are still wanted."""
    waiting = Release.objects.filter(
        items__subject=item.subject_id,
        state__in=UNFINISHED,
        kind__in=[ReleaseKind.PUBLISH, ReleaseKind.UPDATE],
        instant__lte=release.instant,
    )
    bundles = bundle_ids(waiting)
    waiting.exclude(pk__in=bundles).update(state=ReleaseState.CANCELLED)
    for bundle in Release.objects.filter(pk__in=bundles, state=ReleaseState.SCHEDULED).order_by("pk"):
        hold_locked(bundle, reason=f"{item.subject} was withdrawn. Take it out of the bundle, or cancel it.")
