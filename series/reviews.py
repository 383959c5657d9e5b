"""Review: someone submits, someone else decides. An approval pins the revisions it saw, with their files."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models.functions import Now

from series.models import Episode, LiveRevision, Review, Revision, Subject, Teaser
from series.models.subject import subject_of
from series.revisions import approved_revision, freeze
from series.states import REVIEW_MOVES, ReviewState
from sparks.accounts.models import User
from sparks.states import IllegalMove


class OwnWork(Exception):
    """The message says why this person can't approve this."""


def companions(subject: Subject) -> list[Subject]:
    """Subjects that `subject` stands on and that are not public yet: they are approved and released with it."""
    thing = subject.thing
    if isinstance(thing, Teaser):
        needed = [subject_of(thing.episode.series)]
    elif isinstance(thing, Episode):
        needed = [
            subject_of(thing.series),
            subject_of(thing.creator),
            *(subject_of(cause) for cause in thing.causes.all()),
        ]
    else:
        return []
    live = set(LiveRevision.objects.filter(subject__in=needed).values_list("subject_id", flat=True))
    return [subject for subject in needed if subject.pk not in live]


def submit(*, subjects: Iterable[Subject], by: User, note: str = "") -> Review:
    """Freeze the working copies and ask for approval. An older open review of any of them is superseded."""
    chosen = {subject.pk: subject for subject in subjects}
    for subject in list(chosen.values()):
        chosen.update({companion.pk: companion for companion in companions(subject)})
    with transaction.atomic():
        locked = list(Subject.objects.select_for_update().filter(pk__in=chosen).order_by("pk"))
        Review.objects.filter(
            state=ReviewState.IN_REVIEW, pk__in=Revision.objects.filter(subject__in=chosen).values("review")
        ).update(state=ReviewState.SUPERSEDED)
        review = Review.objects.create(submitted_by=by, note=note, authors=_authors(locked, by=by))
        for subject in locked:
            freeze(subject=subject, review=review, by=by)
            subject.editors = []
            subject.save(update_fields=["editors"])
    return review


def _authors(subjects: list[Subject], *, by: User) -> list[int]:
    """Everybody who wrote what is being submitted: since the last approval, in however many submissions."""
    authors = {by.pk}
    for subject in subjects:
        approved = approved_revision(subject)
        authors.update(subject.editors)
        earlier = Review.objects.filter(
            revisions__subject=subject, revisions__number__gt=approved.number if approved else 0
        )
        for review in earlier:
            authors.update(review.authors)
    return sorted(authors)


def approve(*, review_id: int, by: User, note: str = "") -> Review:
    """Approve exactly the revisions of this review.

    Raises OwnWork for anybody who wrote any of it, IllegalMove when it was decided or superseded meanwhile.
    What was edited since the submission stays a draft: the approval pins what was seen.
    """
    with transaction.atomic():
        return _decide(review_id=review_id, by=by, state=ReviewState.APPROVED, note=note)


def ask_changes(*, review_id: int, by: User, note: str) -> Review:
    """Send it back with a note. Raises as `approve` does."""
    if not note.strip():
        raise IllegalMove("Say what should change, so that the author knows what to do.")
    with transaction.atomic():
        return _decide(review_id=review_id, by=by, state=ReviewState.CHANGES_ASKED, note=note)


def _decide(*, review_id: int, by: User, state: ReviewState, note: str) -> Review:
    review = Review.objects.select_for_update().get(pk=review_id)
    REVIEW_MOVES.check(before=review.state, after=state, what="This review")
    if by.pk in review.authors:
        raise OwnWork("You wrote part of this, so somebody else has to decide on it.")
    review.state = state
    review.decided_by = by
    review.decided_at = Now()
    review.decision_note = note
    review.save(update_fields=["state", "decided_by", "decided_at", "decision_note"])
    review.refresh_from_db()
    return review
