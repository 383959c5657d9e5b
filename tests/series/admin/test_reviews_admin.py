"""A second person decides, on exactly what was sent."""

import pytest

from series import reviews
from series.models import Episode, Review
from series.models.subject import subject_of
from tests.factories import people, subjects
from tests.series.admin.pages import act, act_url, change, desk, hidden, said

pytestmark = pytest.mark.django_db


def sent(episode=None) -> Review:
    episode = episode or subjects.make_episode(complete=False)
    return reviews.submit(subjects=[subject_of(episode)], by=people.ben())


def test_the_reviewer_sees_what_changes_field_by_field():
    episode = subjects.make_episode()
    subjects.published(episode)
    old = episode.title
    Episode.objects.filter(pk=episode.pk).update(title="A better title")
    page = desk(people.ana()).get(change(sent(Episode.objects.get(pk=episode.pk)))).content.decode()
    assert old in page
    assert "A better title" in page
    assert "It began with one bar." not in page, "what is the same is left out"


def test_approving_says_what_was_approved():
    review = sent()
    client = desk(people.ana())
    response = act(client, review, "approve", note="Fine.")
    assert said(client, response)[0].startswith("Approved: ")
    review.refresh_from_db()
    assert (review.state, review.decided_by, review.decision_note) == ("approved", people.ana(), "Fine.")


def test_nobody_approves_their_own_work():
    episode = subjects.make_episode(complete=False)
    review = reviews.submit(subjects=[subject_of(episode)], by=people.ana())
    client = desk(people.ana())
    assert "You wrote part of this" in client.get(change(review)).content.decode()
    answer = act(client, review, "approve", note="")
    assert answer.status_code == 422
    assert "You wrote part of this, so somebody else has to decide on it." in answer.content.decode()
    review.refresh_from_db()
    assert review.state == "in_review"


def test_changes_are_asked_for_with_a_note():
    review = sent()
    client = desk(people.ana())
    assert "This field is required." in act(client, review, "ask-changes", note="").content.decode()
    assert act(client, review, "ask-changes", note="Spell her name right.").status_code == 302
    review.refresh_from_db()
    assert (review.state, review.decision_note) == ("changes_asked", "Spell her name right.")


def test_what_was_superseded_can_not_be_approved():
    episode = subjects.make_episode(complete=False)
    review = sent(episode)
    client = desk(people.ana())
    page = client.get(act_url(review, "approve")).content.decode()
    sent(episode)
    answer = client.post(act_url(review, "approve"), {"note": "", "seen": hidden(page, "seen")})
    assert answer.status_code == 422
    review.refresh_from_db()
    assert review.state == "superseded"


def test_the_second_of_two_approvers_is_told():
    review = sent()
    ana, chi = desk(people.ana()), desk(people.chi())
    page = chi.get(act_url(review, "approve")).content.decode()
    assert act(ana, review, "approve", note="").status_code == 302
    answer = chi.post(act_url(review, "approve"), {"note": "", "seen": hidden(page, "seen")})
    assert answer.status_code == 422
    review.refresh_from_db()
    assert review.decided_by == people.ana()
