"""The recipient approves the cut or asks for changes, and those who made it are told."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pghistory.models import Context

from series.models import Notice, PreviewAnswer
from series.previews import links
from tests.factories import people, previews, subjects
from tests.series.admin.pages import change, desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def episode():
    return subjects.make_episode(title="The soap")


def seen_on(page: str) -> str:
    return re.search(r'name="seen" value="([^"]*)"', page)[1]


def send(visitor: Client, token: str, *, seen: str | None = None, **typed):
    if seen is None:
        seen = seen_on(visitor.get(previews.door(token)).content.decode())
    return visitor.post(previews.door(token), {"seen": seen, **typed})


def test_the_cut_is_approved_bound_to_the_revision_that_was_seen(visitor, episode):
    revision = previews.submitted(episode)
    _link, token = previews.shared(revision, purpose="approve")
    response = send(visitor, token, verdict="approved")
    assert response.status_code == 303
    assert response["Location"] == f"{previews.door(token)}#answer"
    assert response["Cache-Control"] == "private, no-store"
    answer = PreviewAnswer.objects.get()
    assert (answer.revision, answer.verdict) == (revision, "approved")
    assert "You approved this version" in visitor.get(previews.door(token)).content.decode()


def test_changes_are_asked_for_with_a_place_in_the_film(visitor, episode):
    _link, token = previews.shared(previews.submitted(episode), purpose="approve")
    assert (
        send(visitor, token, verdict="changes", text="My name is misspelt.", film_seconds="0:42").status_code
        == 303
    )
    answer = PreviewAnswer.objects.get()
    assert (answer.text, answer.film_seconds) == ("My name is misspelt.", 42)
    page = visitor.get(previews.door(token)).content.decode()
    assert "at 0:42" in page
    assert "My name is misspelt." in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose one of the two."),
        ({"verdict": "published"}, "Choose one of the two."),
        ({"verdict": "changes", "text": " \n "}, "Say what should change"),
        ({"verdict": "changes", "text": "Mine", "film_seconds": "soon"}, "like 0:42"),
        ({"verdict": "changes", "text": "Mine", "film_seconds": "0:75"}, "like 0:42"),
        ({"verdict": "changes", "text": "Mine" * 2000}, "4000 fit here"),
        ({"verdict": "changes", "text": "null \0 sign"}, "Null"),
    ],
)
def test_what_can_not_be_taken_is_said_at_its_field_and_nothing_is_lost(visitor, episode, typed, sentence):
    _link, token = previews.shared(previews.submitted(episode), purpose="approve")
    response = send(visitor, token, **typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert not PreviewAnswer.objects.exists()
    if typed.get("text") == "Mine":
        assert ">Mine</textarea>" in page


def test_the_same_answer_twice_is_one_and_a_change_of_mind_is_another(visitor, episode):
    _link, token = previews.shared(previews.submitted(episode), purpose="approve")
    for _ in range(2):
        send(visitor, token, verdict="approved")
    assert PreviewAnswer.objects.count() == 1
    send(visitor, token, verdict="changes", text="On second thoughts: the ending.")
    assert [answer.verdict for answer in PreviewAnswer.objects.all()] == ["changes", "approved"]
    assert "You asked for changes" in visitor.get(previews.door(token)).content.decode()


def test_an_answer_stays_with_the_revision_it_was_given_to_when_a_newer_one_came(visitor, episode):
    first = previews.submitted(episode)
    _link, token = previews.shared(first, follow=True, purpose="approve")
    seen = seen_on(visitor.get(previews.door(token)).content.decode())
    episode.title = "Cut again"
    episode.save()
    second = previews.submitted(episode)
    assert send(visitor, token, seen=seen, verdict="approved").status_code == 303
    assert PreviewAnswer.objects.get().revision == first
    page = visitor.get(previews.door(token)).content.decode()
    assert "You answered about version 1" in page
    assert "There is another version since" in page
    send(visitor, token, verdict="approved")
    assert PreviewAnswer.objects.first().revision == second


def test_a_form_to_be_mended_says_when_what_it_shows_is_newer(visitor, episode):
    _link, token = previews.shared(previews.submitted(episode), follow=True, purpose="approve")
    seen = seen_on(visitor.get(previews.door(token)).content.decode())
    previews.submitted(episode)
    assert "A newer version came" in send(visitor, token, seen=seen).content.decode()


def test_a_form_of_another_page_is_refused(visitor, episode):
    revision = previews.submitted(episode)
    _one, token = previews.shared(revision, purpose="approve")
    _two, other = previews.shared(revision, purpose="approve", recipient="Spencer")
    foreign = seen_on(visitor.get(previews.door(other)).content.decode())
    for seen in (foreign, "", "1.1", "x.y:forged"):
        response = send(visitor, token, seen=seen, verdict="approved")
        assert response.status_code == 422
        assert "was not from this page" in response.content.decode()
    assert not PreviewAnswer.objects.exists()


def test_a_link_that_asks_nothing_takes_no_answer(visitor, episode):
    _link, token = previews.shared(previews.submitted(episode))
    page = visitor.get(previews.door(token)).content.decode()
    assert "<form" not in page
    assert send(visitor, token, seen="", verdict="approved").status_code == 200
    assert not PreviewAnswer.objects.exists()


def test_a_dead_link_takes_no_answer(visitor, episode):
    link, token = previews.shared(previews.submitted(episode), purpose="approve")
    seen = seen_on(visitor.get(previews.door(token)).content.decode())
    links.revoke(link_id=link.pk, by=people.ana())
    assert send(visitor, token, seen=seen, verdict="approved").status_code == 404
    assert not PreviewAnswer.objects.exists()


def test_those_who_made_it_and_whoever_shared_it_are_told(visitor, episode):
    revision = previews.submitted(episode)
    _link, token = previews.shared(revision, purpose="approve", by=people.ana())
    send(visitor, token, verdict="changes", text="My name is misspelt.")
    assert {notice.person.username for notice in Notice.objects.filter(topic="preview")} == {"ana", "ben"}
    notice = Notice.objects.filter(topic="preview").first()
    assert "Wilma Hargrove asked for changes" in notice.sentence
    assert "My name is misspelt." in notice.sentence
    assert notice.path == reverse("desk-preview", args=[revision.pk])


def test_the_desk_shows_the_answer_on_the_working_copy_the_review_and_the_preview(visitor, episode):
    revision = previews.submitted(episode)
    _link, token = previews.shared(revision, purpose="approve")
    send(visitor, token, verdict="changes", text="My name is <b>misspelt</b>.", film_seconds="42")
    client = desk(people.ana())
    for address in (change(episode), change(revision.review), reverse("desk-preview", args=[revision.pk])):
        page = client.get(address).content.decode()
        assert "asked for changes" in page, address
        assert "My name is &lt;b&gt;misspelt&lt;/b&gt;." in page
        assert "0:42" in page


def test_the_history_keeps_the_act_and_no_secret_address(visitor, episode):
    _link, token = previews.shared(previews.submitted(episode), purpose="approve")
    send(visitor, token, verdict="approved")
    told = [str(context.metadata) for context in Context.objects.all()]
    assert [text for text in told if "answer to a preview" in text]
    assert not [text for text in told if token in text]
