"""Reviewers asked by name: told once, carried on, and never the only ones who may decide."""

from datetime import date

import pytest

from series import reviews
from series.models import Notice, Review
from series.models.subject import subject_of
from series.reviewing import requests
from series.revisions import note_edit
from sparks.states import IllegalMove
from tests.factories import people, subjects
from tests.factories.people import ana, ben, chi, dov

pytestmark = pytest.mark.django_db


def sent(**options) -> Review:
    return reviews.submit(subjects=[subject_of(subjects.make_series())], by=ben(), **options)


def told(person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("sentence", flat=True))


def test_who_is_asked_by_name_is_told_with_the_day_and_the_others_are_not():
    ana(), chi()
    review = sent(ask=[ana()], due=date(2031, 3, 6))
    assert len(told(ana())) == 1
    assert "asks you to review" in told(ana())[0]
    assert "6 Mar 2031" in told(ana())[0]
    assert told(chi()) == []
    assert [one.person for one in review.requests.all()] == [ana()]


def test_without_a_name_everybody_who_may_decide_is_told_but_no_author():
    ana(), chi(), dov()
    subject = subject_of(subjects.make_series())
    note_edit(subject=subject, by=chi())
    reviews.submit(subjects=[subject], by=ben())
    assert "Anybody who wrote none of it decides" in told(ana())[0]
    assert told(chi()) == told(dov()) == told(ben()) == []


def test_others_may_still_decide():
    review = sent(ask=[ana()])
    assert reviews.approve(review_id=review.pk, by=chi()).decided_by == chi()


def test_an_author_is_not_asked():
    subject = subject_of(subjects.make_series())
    note_edit(subject=subject, by=chi())
    with pytest.raises(IllegalMove, match="Chi wrote part of this"):
        reviews.submit(subjects=[subject], by=ben(), ask=[chi()])
    assert not Review.objects.exists()


def test_who_may_not_decide_or_has_left_is_not_asked():
    review = sent()
    gone = people.person("gus", role="Editor")
    gone.is_active = False
    gone.save()
    for person in (dov(), gone):
        with pytest.raises(IllegalMove, match="can't decide"):
            requests.ask(review_id=review.pk, people=[person], by=ben())


def test_asking_again_lets_off_who_is_not_named_and_tells_only_the_new_one():
    review = sent(ask=[ana()])
    requests.ask(review_id=review.pk, people=[ana(), chi()], by=ben())
    requests.ask(review_id=review.pk, people=[chi()], by=ben())
    assert [one.person for one in review.requests.all()] == [chi()]
    assert len(told(ana())) == 1
    assert len([one for one in told(chi()) if "asks you" in one]) == 1


def test_the_next_submission_asks_the_same_people_again():
    subject = subject_of(subjects.make_series())
    first = reviews.submit(subjects=[subject], by=ben(), ask=[ana()])
    reviews.ask_changes(review_id=first.pk, by=ana(), note="Shorter.")
    second = reviews.submit(subjects=[subject], by=ben())
    assert [one.person for one in second.requests.all()] == [ana()]


def test_nobody_is_asked_about_what_is_decided():
    review = sent()
    reviews.approve(review_id=review.pk, by=ana())
    with pytest.raises(IllegalMove, match="approved"):
        requests.ask(review_id=review.pk, people=[chi()], by=ben())


def test_authors_are_told_what_was_decided():
    review = sent()
    reviews.approve(review_id=review.pk, by=ana())
    assert "approved" in told(ben())[-1]
    assert Notice.objects.filter(person=ben(), key=f"review:{review.pk}:decided").count() == 1


def test_an_author_takes_it_back_and_nobody_else_can():
    review = sent()
    with pytest.raises(IllegalMove, match="Only who wrote it"):
        reviews.take_back(review_id=review.pk, by=ana())
    reviews.take_back(review_id=review.pk, by=ben())
    with pytest.raises(IllegalMove, match="took it back"):
        reviews.approve(review_id=review.pk, by=ana())
    review.refresh_from_db()
    assert review.state == "taken_back"


def test_the_second_decision_names_who_made_the_first():
    review = sent()
    reviews.approve(review_id=review.pk, by=ana())
    with pytest.raises(IllegalMove, match="Ana approved this meanwhile"):
        reviews.approve(review_id=review.pk, by=chi())
