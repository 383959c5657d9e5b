"""Someone submits, someone else decides; an approval pins what it saw."""

import pytest

from series import reviews
from series.models import Review, Revision, subject_of
from series.reviews import OwnWork
from series.revisions import approved_revision, note_edit
from sparks.states import IllegalMove
from tests.factories import subjects
from tests.factories.people import ana, ben, chi

pytestmark = pytest.mark.django_db


def test_a_submission_freezes_the_episode_and_what_is_not_public_of_what_it_stands_on():
    cause = subjects.make_cause()
    episode = subjects.make_episode(causes=(cause,), complete=False)
    review = reviews.submit(subjects=[subject_of(episode)], by=ben())
    kinds = sorted(review.revisions.values_list("subject__kind", flat=True))
    assert kinds == ["cause", "creator", "episode", "series"]


def test_the_submitter_can_not_approve():
    review = reviews.submit(subjects=[subject_of(subjects.make_series())], by=ana())
    with pytest.raises(OwnWork, match="You wrote part of this"):
        reviews.approve(review_id=review.pk, by=ana())


def test_nobody_who_edited_it_can_approve():
    subject = subject_of(subjects.make_series())
    note_edit(subject=subject, by=chi())
    review = reviews.submit(subjects=[subject], by=ben())
    with pytest.raises(OwnWork):
        reviews.approve(review_id=review.pk, by=chi())
    assert reviews.approve(review_id=review.pk, by=ana()).state == "approved"


def test_who_wrote_an_earlier_unapproved_submission_can_not_approve_the_next():
    subject = subject_of(subjects.make_series())
    note_edit(subject=subject, by=chi())
    first = reviews.submit(subjects=[subject], by=ben())
    reviews.ask_changes(review_id=first.pk, by=ana(), note="The promise is too long.")
    second = reviews.submit(subjects=[subject], by=ben())
    with pytest.raises(OwnWork):
        reviews.approve(review_id=second.pk, by=chi())


def test_who_edited_after_the_approval_can_approve_no_later_submission_of_it():
    subject = subject_of(subjects.make_series())
    reviews.approve(review_id=reviews.submit(subjects=[subject], by=ben()).pk, by=ana())
    note_edit(subject=subject, by=ana())
    later = reviews.submit(subjects=[subject], by=ben())
    with pytest.raises(OwnWork):
        reviews.approve(review_id=later.pk, by=ana())


def test_approving_what_was_submitted_anew_meanwhile_is_refused():
    series = subjects.make_series()
    old = reviews.submit(subjects=[subject_of(series)], by=ben())
    series.promise = "Another promise."
    series.save()
    new = reviews.submit(subjects=[subject_of(series)], by=ben())
    with pytest.raises(IllegalMove, match="superseded"):
        reviews.approve(review_id=old.pk, by=ana())
    assert reviews.approve(review_id=new.pk, by=ana())


def test_the_approval_pins_what_was_submitted_and_not_what_was_typed_since():
    series = subjects.make_series(promise="Submitted.")
    review = reviews.submit(subjects=[subject_of(series)], by=ben())
    series.promise = "Typed since."
    series.save()
    reviews.approve(review_id=review.pk, by=ana())
    revision = approved_revision(subject_of(series))
    assert revision is not None
    assert revision.content["promise"] == "Submitted."


def test_a_decision_is_made_once():
    review = reviews.submit(subjects=[subject_of(subjects.make_series())], by=ben())
    reviews.approve(review_id=review.pk, by=ana())
    with pytest.raises(IllegalMove, match="approved"):
        reviews.ask_changes(review_id=review.pk, by=chi(), note="Too late.")


def test_changes_are_asked_with_a_note():
    review = reviews.submit(subjects=[subject_of(subjects.make_series())], by=ben())
    with pytest.raises(IllegalMove, match="Say what should change"):
        reviews.ask_changes(review_id=review.pk, by=ana(), note="  ")
    assert Review.objects.get(pk=review.pk).state == "in_review"


def test_equal_content_has_an_equal_hash_and_numbers_count_up():
    subject = subject_of(subjects.make_series())
    reviews.submit(subjects=[subject], by=ben())
    reviews.submit(subjects=[subject], by=ben())
    first, second = Revision.objects.filter(subject=subject).order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert first.content_hash == second.content_hash
