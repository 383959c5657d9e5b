"""Nobody who wrote any of it decides, by whatever way their words came into it."""

import pytest
from django.db import IntegrityError, transaction

from series import reviews
from series.models import Episode, Review, Teaser
from series.models.subject import subject_of
from series.reviews import OwnWork
from series.revisions import note_edit
from tests.factories import subjects
from tests.factories.people import ana, ben, chi

pytestmark = pytest.mark.django_db


def refused(review: Review, *, by) -> bool:
    try:
        reviews.approve(review_id=review.pk, by=by)
    except OwnWork:
        return True
    return False


@pytest.mark.parametrize(
    "make", [subjects.make_site, subjects.make_legal, subjects.make_cause, subjects.make_creator]
)
def test_four_eyes_count_for_every_kind_of_page(make):
    subject = subject_of(make())
    note_edit(subject=subject, by=chi())
    review = reviews.submit(subjects=[subject], by=ben())
    assert refused(review, by=ben())
    assert refused(review, by=chi())
    assert not refused(review, by=ana())


def test_who_wrote_a_companion_does_not_decide_on_the_episode():
    episode = subjects.make_episode(complete=False)
    note_edit(subject=subject_of(episode.creator), by=chi())
    review = reviews.submit(subjects=[subject_of(episode)], by=ben())
    assert refused(review, by=chi())


def test_who_changed_the_episodes_number_wrote_that_of_its_teaser():
    teaser = subjects.make_teaser()
    episode = subject_of(teaser.episode)
    Episode.objects.filter(pk=teaser.episode_id).update(number=7)
    note_edit(subject=episode, by=chi())
    review = reviews.submit(subjects=[subject_of(Teaser.objects.get(pk=teaser.pk))], by=ben())
    assert refused(review, by=chi())
    assert not refused(review, by=ana())


def test_who_edited_an_episode_may_decide_on_a_teaser_that_says_nothing_of_it():
    episode = subjects.make_episode(complete=False)
    subjects.approved(episode)
    note_edit(subject=subject_of(episode), by=chi())
    teaser = subjects.make_teaser(episode)
    review = reviews.submit(subjects=[subject_of(teaser)], by=ben())
    assert not refused(review, by=chi())


def test_who_edited_between_two_revisions_is_an_author_of_the_second():
    series = subjects.make_series()
    subject = subject_of(series)
    first = reviews.submit(subjects=[subject], by=ben())
    note_edit(subject=subject, by=chi())
    reviews.submit(subjects=[subject], by=ben())
    third = reviews.submit(subjects=[subject], by=ben())
    assert first.authors == [ben().pk]
    assert refused(third, by=chi())


def test_a_text_restored_from_a_revision_that_was_never_approved_is_still_its_authors():
    series = subjects.make_series(promise="Chi's words.")
    subject = subject_of(series)
    note_edit(subject=subject, by=chi())
    reviews.submit(subjects=[subject], by=chi())
    series.promise = "Ben's words."
    series.save()
    note_edit(subject=subject, by=ben())
    reviews.approve(review_id=reviews.submit(subjects=[subject], by=ben()).pk, by=ana())
    # Ana brings the old text back and Ben sends it.
    series.promise = "Chi's words."
    series.save()
    note_edit(subject=subject, by=ana())
    review = reviews.submit(subjects=[subject], by=ben())
    assert refused(review, by=chi())
    assert refused(review, by=ana())


def test_the_database_refuses_an_author_as_the_one_who_decides():
    subject = subject_of(subjects.make_series())
    note_edit(subject=subject, by=chi())
    review = reviews.submit(subjects=[subject], by=ben())
    with pytest.raises(IntegrityError, match="nobody_who_wrote_it_decides"), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(decided_by=chi())


def test_episodes_of_a_new_series_are_sent_one_by_one_and_none_replaces_another():
    series = subjects.make_series()
    first, second = (subjects.make_episode(series=series, complete=False) for _ in range(2))
    one = reviews.submit(subjects=[subject_of(first)], by=ben())
    two = reviews.submit(subjects=[subject_of(second)], by=ben())
    one.refresh_from_db()
    assert (one.state, two.state) == ("in_review", "in_review")
    assert "series" not in two.revisions.values_list("subject__kind", flat=True), "it waits in the first"


def test_a_companion_edited_since_goes_along_again():
    series = subjects.make_series()
    first, second = (subjects.make_episode(series=series, complete=False) for _ in range(2))
    reviews.submit(subjects=[subject_of(first)], by=ben())
    series.promise = "Another promise."
    series.save()
    second.refresh_from_db()
    two = reviews.submit(subjects=[subject_of(type(second).objects.get(pk=second.pk))], by=ben())
    assert "series" in two.revisions.values_list("subject__kind", flat=True)
