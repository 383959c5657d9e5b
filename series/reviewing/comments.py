"""Saying something about a revision. A comment is told of, can be corrected for a while, and is never deleted."""

from datetime import timedelta

import pghistory
from django.db import transaction
from django.db.models.functions import Now

from series.models import Comment, CommentThread, Review, Revision
from series.models.comment import MOST
from series.publishing.due import database_now
from series.reviewing import mentions, telling
from series.states import ReviewState
from sparks.accounts.models import User

# For as long as this the author may correct it; the earlier words stay in the history.
CORRECTED_WITHIN = timedelta(minutes=15)
TALKED_ABOUT = {ReviewState.IN_REVIEW, ReviewState.CHANGES_ASKED}


class NotSaid(Exception):
    """The comment was not taken; the message says why. What was typed is still the person's."""


def begin(*, revision_id: int, by: User, text: str, field: str = "", film_ms: int | None = None) -> Comment:
    """Raise a matter about a revision: about a field, a time in its film, or all of it."""
    words = _words(text)
    with pghistory.context(user=by.pk, act="comment"), transaction.atomic():
        revision = Revision.objects.select_related("review", "subject").get(pk=revision_id)
        review = Review.objects.select_for_update().get(pk=revision.review_id)
        _refuse_unless_talked_about(review)
        _refuse_elsewhere(revision, field=field, film_ms=film_ms)
        thread = CommentThread.objects.create(revision=revision, field=field, film_ms=film_ms)
        return _say(thread, by=by, text=words, review=review)


def answer(*, thread_id: int, by: User, text: str) -> Comment:
    words = _words(text)
    with pghistory.context(user=by.pk, act="answer"), transaction.atomic():
        thread = CommentThread.objects.select_related("revision__subject").get(pk=thread_id)
        review = locked_review_of(thread)
        _refuse_unless_talked_about(review)
        return _say(thread, by=by, text=words, review=review)


def correct(*, comment_id: int, by: User, text: str) -> Comment:
    """Other words for one's own comment, within a quarter of an hour. People named only now are told."""
    words = _words(text)
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


def locked_review_of(thread: CommentThread) -> Review:
    """The review in which the thread stands now: of the subject's newest revision."""
    newest = Revision.objects.filter(subject=thread.revision.subject_id).order_by("-number")
    return Review.objects.select_for_update().get(pk=newest.values_list("review_id", flat=True)[0])


def may_correct(comment: Comment, *, person: User) -> bool:
    """Whether to offer it; `correct` asks the database's clock again."""
    young = database_now() - comment.made_at <= CORRECTED_WITHIN
    return comment.author_id == person.pk and comment.taken_back_at is None and young


def _own(comment_id: int, *, by: User) -> Comment:
    comment = (
        Comment.objects.select_for_update(of=("self",)).select_related("thread", "author").get(pk=comment_id)
    )
    if comment.author_id != by.pk:
        raise NotSaid("Only who wrote a comment can correct it.")
    if comment.taken_back_at is not None:
        raise NotSaid("This comment was taken back. Say it anew.")
    return comment


def _say(thread: CommentThread, *, by: User, text: str, review: Review) -> Comment:
    comment = Comment.objects.create(thread=thread, author=by, text=text)
    telling.said(comment, review=review, mentioned=mentions.mentioned(text))
    return comment


def _words(text: str) -> str:
    words = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not words:
        raise NotSaid("Write something first.")
    if len(words) > MOST:
        raise NotSaid(f"It has {len(words)} signs, and a comment takes {MOST}. Shorten it, or make it two.")
    return words


def _refuse_unless_talked_about(review: Review) -> None:
    if review.state in TALKED_ABOUT:
        return
    sentences = {
        ReviewState.APPROVED: f"{review.decided_by} approved this meanwhile, so it takes no more comments. "
        "Edit it and send it for review again.",
        ReviewState.SUPERSEDED: "A newer version was sent for review meanwhile. Say it there.",
        ReviewState.TAKEN_BACK: "Its author took this review back.",
    }
    raise NotSaid(sentences[ReviewState(review.state)])


def _refuse_elsewhere(revision: Revision, *, field: str, film_ms: int | None) -> None:
    if field and field not in revision.content:
        raise NotSaid("This revision has no such field. Look at the review again.")
    if film_ms is not None:
        length = (revision.content.get("video") or {}).get("duration_ms")
        if not length:
            raise NotSaid("There is no film in this revision. Leave the time empty.")
        if film_ms > length:
            raise NotSaid(f"The film is {length / 1000:.1f} s long. Give a time within it.")
