"""Review: someone submits, someone else decides. An approval pins the revisions it saw, with their files."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models.functions import Now

from series.models import Episode, LiveRevision, Review, Revision, Subject, Teaser
from series.models.subject import subject_of, subjects_of, subjects_of_each
from series.reviewing import requests, telling, threads
from series.reviewing.authors import authors_of
from series.revisions import content_of, freeze, says
from series.states import REVIEW_MOVES, ReviewState
from sparks.accounts.models import User
from sparks.states import IllegalMove

# What a review is about; series, people and causes come along with these.
LEADING = ("episode", "teaser")


class OwnWork(Exception):
    """The message says why this person can't approve this."""


def companions(subject: Subject) -> list[Subject]:
    """Subjects that `subject` stands on and that are not public yet: they are approved and released with it."""
    needed = stands_on(subject)
    live = set(LiveRevision.objects.filter(subject__in=needed).values_list("subject_id", flat=True))
    return [subject for subject in needed if subject.pk not in live]


def stands_on(subject: Subject) -> list[Subject]:
    thing = subject.thing
    if isinstance(thing, Teaser):
        return [subject_of(thing.episode.series)]
    if isinstance(thing, Episode):
        return [
            *subjects_of_each([thing.series, thing.creator]),
            *subjects_of(thing.causes.select_related("subject")),
        ]
    return []


def sent_along(subject: Subject) -> list[Subject]:
    """What a submission of `subject` now would freeze, itself first."""
    return [subject, *(one for one in companions(subject) if not _reviewed_as_it_is(one))]


def submit(
    *,
    subjects: Iterable[Subject],
    by: User,
    note: str = "",
    ask: Iterable[User] = (),
    due: date | None = None,
) -> Review:
    """Freeze the working copies and ask for approval, of these people or, without any, of everybody who may.

    An older open review of any of them is superseded. A companion that was approved as it is, or waits for that in
    another open review, is not asked for again. Open comments stand in the new review, too.
    """
    wanted = {subject.pk: subject for subject in subjects}
    along = {one.pk: one for subject in wanted.values() for one in companions(subject)}
    with transaction.atomic():
        locked = list(Subject.objects.select_for_update().filter(pk__in={**wanted, **along}).order_by("pk"))
        locked = [one for one in locked if one.pk in wanted or not _reviewed_as_it_is(one)]
        _supersede(list(wanted))
        authors = {by.pk}.union(*(authors_of(subject) for subject in locked))
        review = Review.objects.create(submitted_by=by, note=note, authors=sorted(authors))
        for subject in locked:
            freeze(subject=subject, review=review, by=by)
            subject.editors = []
            subject.save(update_fields=["editors"])
        asked = list(ask) or requests.asked_before(review)
        requests.write(review, people=asked, by=by, due=due)
        if not asked:
            telling.waits(review, people=requests.who_may_decide(review), by=by)
    return review


def _reviewed_as_it_is(subject: Subject) -> bool:
    newest = Revision.objects.filter(subject=subject).select_related("review").order_by("-number").first()
    return (
        newest is not None
        and newest.review.state in {ReviewState.APPROVED, ReviewState.IN_REVIEW}
        and says(newest, content_of(subject))
    )


def _supersede(subject_ids: list[int]) -> None:
    """Open reviews that are about one of these. One that another episode only brought along stays in its review."""
    waiting = Review.objects.filter(state=ReviewState.IN_REVIEW)
    about = Revision.objects.filter(subject__in=subject_ids)
    leading = waiting.filter(pk__in=about.filter(subject__kind__in=LEADING).values("review"))
    led = Revision.objects.filter(subject__kind__in=LEADING).values("review")
    alone = waiting.filter(pk__in=about.values("review")).exclude(pk__in=led)
    Review.objects.filter(
        pk__in=[*leading.values_list("pk", flat=True), *alone.values_list("pk", flat=True)]
    ).filter(state=ReviewState.IN_REVIEW).update(state=ReviewState.SUPERSEDED)


def approve(*, review_id: int, by: User, note: str = "") -> Review:
    """Approve exactly the revisions of this review.

    Raises OwnWork for anybody who wrote any of it, IllegalMove when it was decided or superseded meanwhile.
    What was edited since the submission stays a draft: the approval pins what was seen.
    """
    with transaction.atomic():
        return _decide(review_id=review_id, by=by, state=ReviewState.APPROVED, note=note)


def ask_changes(*, review_id: int, by: User, note: str) -> Review:
    """Send it back with a note, or with what stands in open comments. Raises as `approve` does."""
    with transaction.atomic():
        review = Review.objects.select_for_update().get(pk=review_id)
        if not note.strip() and not threads.open_count(review):
            raise IllegalMove("Say what should change, so that the author knows what to do.")
        return _decide(review_id=review_id, by=by, state=ReviewState.CHANGES_ASKED, note=note)


def take_back(*, review_id: int, by: User) -> Review:
    """An author wants it back before anybody decides. Its comments stay with the working copy."""
    with transaction.atomic():
        review = Review.objects.select_for_update().get(pk=review_id)
        _refuse_decided(review, after=ReviewState.TAKEN_BACK)
        if by.pk not in review.authors:
            raise IllegalMove("Only who wrote it can take it back. You can ask for changes instead.")
        review.state = ReviewState.TAKEN_BACK
        review.save(update_fields=["state"])
    return review


def _decide(*, review_id: int, by: User, state: ReviewState, note: str) -> Review:
    review = Review.objects.select_for_update().get(pk=review_id)
    _refuse_decided(review, after=state)
    if by.pk in review.authors:
        raise OwnWork("You wrote part of this, so somebody else has to decide on it.")
    review.state = state
    review.decided_by = by
    review.decided_at = Now()
    review.decision_note = note
    review.save(update_fields=["state", "decided_by", "decided_at", "decision_note"])
    review.refresh_from_db()
    telling.decided(review, by=by)
    return review


def _refuse_decided(review: Review, *, after: ReviewState) -> None:
    """Say what happened meanwhile, and what to do; the table has the last word."""
    if review.state == ReviewState.SUPERSEDED:
        raise IllegalMove(
            "A newer version was sent for review meanwhile, so this one is superseded. Look at the newer one."
        )
    if review.state in {ReviewState.APPROVED, ReviewState.CHANGES_ASKED}:
        word = "approved this" if review.state == ReviewState.APPROVED else "asked for changes to this"
        raise IllegalMove(f"{review.decided_by} {word} meanwhile. A decision is made once.")
    if review.state == ReviewState.TAKEN_BACK:
        raise IllegalMove("Its author took it back meanwhile, so there is nothing to decide.")
    REVIEW_MOVES.check(before=review.state, after=after, what="This review")
