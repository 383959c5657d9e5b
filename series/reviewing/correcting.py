"""Second thoughts about one's own comment. Nothing is deleted: the history keeps every word."""

from datetime import timedelta

import pghistory
from django.db import transaction
from django.db.models.functions import Now

from series.models import Comment, CommentThread
from series.publishing.due import database_now
from series.reviewing import mentions, telling
from series.reviewing.comments import NotSaid, locked_review_of, words_of
from sparks.accounts.models import User

# For as long as this the author may correct it; the earlier words stay in the history.
CORRECTED_WITHIN = timedelta(minutes=15)


def correct(*, comment_id: int, by: User, text: str) -> Comment:
    """Other words for one's own comment, within a quarter of an hour. People named only now are told."""
    words = words_of(text)
    with pghistory.context(user=by.pk, act="correct comment"), transaction.atomic():
        comment = _own(comment_id, by=by)
        if database_now() - comment.made_at > CORRECTED_WITHIN:
            minutes = CORRECTED_WITHIN.seconds // 60
            raise NotSaid(
                f"A comment can be corrected for {minutes} minutes. Answer it, or take it back and say it anew."
            )
        comment.text = words
        comment.edited_at = Now()
        comment.save(update_fields=["text", "edited_at"])
        review = locked_review_of(comment.thread)
        telling.said(comment, review=review, mentioned=mentions.mentioned(words))
    comment.refresh_from_db()
    return comment


def take_back(*, comment_id: int, by: User) -> Comment:
    """The words are not shown any more; that something was said, and the history, stay. Twice is once.

    A thread in which nothing is left to read is resolved with it.
    """
    with pghistory.context(user=by.pk, act="take comment back"), transaction.atomic():
        comment = Comment.objects.select_related("thread").select_for_update(of=("self",)).get(pk=comment_id)
        if comment.author_id != by.pk:
            raise NotSaid("Only who wrote a comment can take it back.")
        if comment.taken_back_at is None:
            comment.taken_back_at = Now()
            comment.save(update_fields=["taken_back_at"])
        thread = comment.thread
        if not thread.comments.filter(taken_back_at=None).exists():
            CommentThread.objects.filter(pk=thread.pk, resolved_at=None).update(
                resolved_at=Now(), resolved_by=by
            )
    comment.refresh_from_db()
    return comment


def _own(comment_id: int, *, by: User) -> Comment:
    comment = (
        Comment.objects.select_for_update(of=("self",)).select_related("thread", "author").get(pk=comment_id)
    )
    if comment.author_id != by.pk:
        raise NotSaid("Only who wrote a comment can correct it.")
    if comment.taken_back_at is not None:
        raise NotSaid("This comment was taken back. Say it anew.")
    return comment
