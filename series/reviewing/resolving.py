"""A thread is done, or open again. By whom stands on it."""

import pghistory
from django.db import transaction
from django.db.models.functions import Now

from series.models import CommentThread, Review
from series.reviewing.comments import NotSaid, locked_review_of
from series.states import ReviewState
from sparks.accounts.models import User


def resolve(*, thread_id: int, by: User) -> CommentThread:
    """Twice is once: the first one's name stays."""
    with pghistory.context(user=by.pk, act="resolve"), transaction.atomic():
        thread = CommentThread.objects.select_for_update(of=("self",)).get(pk=thread_id)
        if thread.resolved_at is None:
            thread.resolved_at = Now()
            thread.resolved_by = by
            thread.save(update_fields=["resolved_at", "resolved_by"])
    thread.refresh_from_db()
    return thread


def reopen(*, thread_id: int, by: User) -> CommentThread:
    """It stands in the open review again. Raises NotSaid once that is approved: then a new one is begun."""
    with pghistory.context(user=by.pk, act="reopen"), transaction.atomic():
        thread = CommentThread.objects.select_related("revision").get(pk=thread_id)
        review: Review = locked_review_of(thread)
        if review.state == ReviewState.APPROVED:
            raise NotSaid(f"{review.decided_by} approved it meanwhile. Say it about the next version.")
        CommentThread.objects.filter(pk=thread_id).update(resolved_at=None, resolved_by=None)
    thread.refresh_from_db()
    return thread
