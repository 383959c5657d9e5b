"""What is said about a review, for reading: its own threads, and those still open from earlier ones."""

from django.db.models import F, Prefetch, Q, QuerySet

from series.models import Comment, CommentThread, Review, Subject

_COMMENTS = Prefetch("comments", Comment.objects.select_related("author").order_by("pk"))


def threads_of(review: Review) -> QuerySet[CommentThread]:
    """Oldest first. From earlier reviews comes what was not resolved before this one was sent."""
    own = Q(revision__review=review)
    carried = Q(revision__subject__in=review.revisions.values("subject"), revision__review__lt=review.pk) & (
        Q(resolved_at=None) | Q(resolved_at__gte=review.submitted_at)
    )
    return _read(CommentThread.objects.filter(own | carried))


def open_threads_of(subject: Subject) -> QuerySet[CommentThread]:
    """What the author still has to see to."""
    return _read(CommentThread.objects.filter(revision__subject=subject, resolved_at=None))


def open_count(review: Review) -> int:
    return threads_of(review).filter(resolved_at=None).count()


def _read(threads: QuerySet[CommentThread]) -> QuerySet[CommentThread]:
    rows = threads.select_related("revision", "revision__subject", "resolved_by").prefetch_related(_COMMENTS)
    return rows.annotate(said_in=F("revision__review")).order_by("pk")
