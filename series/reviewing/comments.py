"""Saying something about a revision, and answering."""

import pghistory
from django.db import transaction

from series.models import Comment, CommentThread, Review, Revision
from series.models.comment import MOST
from series.reviewing import mentions, telling
from series.states import ReviewState
from sparks.accounts.models import User

TALKED_ABOUT = {ReviewState.IN_REVIEW, ReviewState.CHANGES_ASKED}


class NotSaid(Exception):
    """The comment was not taken; the message says why. What was typed is still the person's."""


def begin(*, revision_id: int, by: User, text: str, field: str = "", film_ms: int | None = None) -> Comment:
    """Raise a matter about a revision: about a field, a time in its film, or all of it."""
    words = words_of(text)
    with pghistory.context(user=by.pk, act="comment"), transaction.atomic():
        revision = Revision.objects.select_related("review", "subject").get(pk=revision_id)
        review = Review.objects.select_for_update().get(pk=revision.review_id)
        _refuse_unless_talked_about(review)
        _refuse_elsewhere(revision, field=field, film_ms=film_ms)
        thread = CommentThread.objects.create(revision=revision, field=field, film_ms=film_ms)
        return _say(thread, by=by, text=words, review=review)


def answer(*, thread_id: int, by: User, text: str) -> Comment:
    words = words_of(text)
    with pghistory.context(user=by.pk, act="answer"), transaction.atomic():
        thread = CommentThread.objects.select_related("revision__subject").get(pk=thread_id)
        review = locked_review_of(thread)
        _refuse_unless_talked_about(review)
        return _say(thread, by=by, text=words, review=review)


def locked_review_of(thread: CommentThread) -> Review:
    """The review in which the thread stands now: of the subject's newest revision."""
    newest = Revision.objects.filter(subject=thread.revision.subject_id).order_by("-number")
    return Review.objects.select_for_update().get(pk=newest.values_list("review_id", flat=True)[0])


def _say(thread: CommentThread, *, by: User, text: str, review: Review) -> Comment:
    comment = Comment.objects.create(thread=thread, author=by, text=text)
    telling.said(comment, review=review, mentioned=mentions.mentioned(text))
    return comment


def words_of(text: str) -> str:
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
