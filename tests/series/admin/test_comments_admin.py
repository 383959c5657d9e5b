"""The reviewer's page and what is said on it, through its forms."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from series import reviews
from series.models import Comment, CommentThread, Episode, Review
from series.models.subject import subject_of
from series.reviewing import comments, resolving
from tests.factories import people, subjects
from tests.factories.people import ana, ben, chi, dov, eli
from tests.series.admin.pages import act, change, desk, history, said

pytestmark = pytest.mark.django_db

# X2: what is typed is text, wherever it is shown.
PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "{{ 7|add:7 }} {% load evil %}",
    "javascript:alert(1)",
]


@pytest.fixture
def review() -> Review:
    return reviews.submit(subjects=[subject_of(subjects.make_episode())], by=ben())


def revision_of(review: Review):
    return review.revisions.get(subject__kind="episode")


def about(review: Review, field: str = "title") -> str:
    return f"{revision_of(review).pk}:{field}"


def say(client, review: Review, text: str = "Shorter, please.", **typed):
    return client.post(
        reverse("desk-comment", args=[review.pk]), {"about": about(review), "at": "", "text": text, **typed}
    )


def begun(review: Review, *, by=None, text: str = "Shorter, please.", field: str = "title") -> Comment:
    return comments.begin(revision_id=revision_of(review).pk, by=by or ana(), text=text, field=field)


def test_a_comment_is_shown_in_place_and_the_way_leads_to_it(review):
    client = desk(ana())
    answer = say(client, review, at="0:01.5")
    comment = Comment.objects.get()
    assert answer.url == f"{change(review)}#comment-{comment.pk}"
    page = client.get(change(review)).content.decode()
    assert "Shorter, please." in page
    assert "at 0:01.5" in page
    assert (comment.thread.field, comment.thread.film_ms) == ("title", 1500)


def test_a_link_beside_a_field_chooses_it_without_a_script(review):
    page = desk(ana()).get(change(review), {"about": about(review, "summary")}).content.decode()
    assert re.search(rf'value="{about(review, "summary")}" selected', page)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_X2_what_is_typed_stays_text_on_every_page_that_shows_it(review, payload):
    client = desk(ana())
    say(client, review, payload)
    reviews.ask_changes(review_id=review.pk, by=ana(), note=payload)
    episode = review.revisions.get(subject__kind="episode").subject.episode
    thread = CommentThread.objects.get()
    for url in (
        change(review),
        change(episode),
        history(review),
        reverse("desk-answer", args=[thread.pk]),
        reverse("desk-correct", args=[thread.comments.get().pk]),
    ):
        page = client.get(url).content.decode()
        assert "<script>alert" not in page, url
        assert "<img src=x" not in page, url


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": " "}, "Write something first."),
        ({"text": "x" * 2001}, "at most 2000 characters"),
        ({"at": "soon"}, "Write a time in the film like 0:23."),
        ({"at": "9:59"}, "The film is 2.0 s long."),
        ({"about": "1:__class__"}, "Select a valid choice."),
        ({"about": ""}, "This field is required."),
    ],
)
def test_a_refused_comment_keeps_its_words_and_says_why(review, typed, sentence):
    answer = say(desk(ana()), review, **{"text": "My long thought.", **typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert typed.get("text", "My long thought.").strip() in page
    assert not Comment.objects.exists()


def test_what_is_said_while_it_is_decided_is_not_lost(review):
    client = desk(chi())
    reviews.approve(review_id=review.pk, by=ana())
    answer = say(client, review, "One more thing.")
    assert answer.status_code == 422
    assert "Ana approved this meanwhile" in answer.content.decode()
    assert "One more thing." in answer.content.decode()


def test_the_author_sees_open_comments_with_their_field_and_answers_in_the_next_review(review):
    comment = begun(review)
    reviews.ask_changes(review_id=review.pk, by=ana(), note="")
    episode = Episode.objects.get()
    client = desk(ben())
    page = client.get(change(episode)).content.decode()
    assert "1 open comment" in page
    assert 'href="#id_title"' in page
    assert "Shorter, please." in page
    Episode.objects.update(title="Soap")
    act(client, episode, "submit", note="Shorter now.")
    later = Review.objects.latest("pk")
    page = client.get(change(later)).content.decode()
    assert "said about revision 1, open since" in page
    assert client.post(reverse("desk-answer", args=[comment.thread_id]), {"text": "Done."}).status_code == 302
    client.post(reverse("desk-settle", args=[comment.thread_id, "resolve"]))
    assert "1 open comment" not in client.get(change(episode)).content.decode()
    assert "Resolved by Ben" in client.get(change(later)).content.decode()


def test_a_name_that_nobody_has_is_said_to_be_unknown(review):
    client = desk(ana())
    answer = say(client, review, "Ask @nobody.")
    assert said(client, answer) == ["Nobody called @nobody can see this review; nobody was told."]


def test_a_comment_is_corrected_and_taken_back_by_its_author_alone(review):
    comment = begun(review)
    url = reverse("desk-correct", args=[comment.pk])
    assert desk(ben()).get(url).status_code == 403
    client = desk(ana())
    assert "Shorter, please." in client.get(url).content.decode()
    client.post(url, {"text": "Much shorter."})
    page = client.get(change(review)).content.decode()
    assert "Much shorter." in page
    assert "corrected" in page
    assert "Shorter, please." in client.get(history(review)).content.decode()
    desk(ben()).post(reverse("desk-take-back", args=[comment.pk]))
    comment.refresh_from_db()
    assert comment.taken_back_at is None
    client.post(reverse("desk-take-back", args=[comment.pk]))
    assert "Much shorter." not in client.get(change(review)).content.decode()
    assert "Taken back." in client.get(change(review)).content.decode()


def test_only_who_may_comment_finds_and_uses_the_forms(review):
    comment = begun(review)
    urls = [
        reverse("desk-comment", args=[review.pk]),
        reverse("desk-answer", args=[comment.thread_id]),
        reverse("desk-settle", args=[comment.thread_id, "resolve"]),
        reverse("desk-correct", args=[comment.pk]),
        reverse("desk-take-back", args=[comment.pk]),
    ]
    for person in (dov(), eli()):
        client = desk(person)
        for url in urls:
            assert client.post(url, {"text": "Mine.", "about": about(review)}).status_code == 403, url
        assert client.get(reverse("desk-review-people")).status_code == 403
    page = desk(dov()).get(change(review)).content.decode()
    assert "Shorter, please." in page
    assert 'id="say"' not in page
    assert desk(eli()).get(change(review)).status_code == 403


def test_X6_completion_offers_only_who_may_see_the_review(review):
    eli(), dov(), chi()
    gone = people.person("anton", role="Editor")
    gone.is_active = False
    gone.save()
    found = desk(ana()).get(reverse("desk-review-people"), {"q": ""}).json()["people"]
    assert [one["username"] for one in found] == ["ana", "ben", "chi", "dov"]
    found = desk(ana()).get(reverse("desk-review-people"), {"q": "an"}).json()["people"]
    assert [one["username"] for one in found] == ["ana"]


def test_a_decision_counts_for_what_was_read(review):
    client = desk(chi())
    url = reverse("admin:series_review_act", args=[review.pk, "approve"])
    seen = re.search(r'name="seen" value="([^"]*)"', client.get(url).content.decode()).group(1)
    begun(review, text="Wait, the name is wrong.")
    answer = client.post(url, {"seen": seen, "note": ""})
    assert answer.status_code == 422
    assert "Somebody changed this while your page was open" in answer.content.decode()
    review.refresh_from_db()
    assert review.state == "in_review"


def test_asking_for_changes_needs_no_note_where_comments_say_it(review):
    begun(review)
    answer = act(desk(ana()), review, "ask-changes", note="")
    assert answer.status_code == 302
    review.refresh_from_db()
    assert review.state == "changes_asked"


def test_the_page_shows_what_changed_since_the_last_approval_and_not_since_what_is_public(review):
    reviews.approve(review_id=review.pk, by=ana())
    Episode.objects.update(title="Soap")
    later = reviews.submit(subjects=[subject_of(Episode.objects.get())], by=ben())
    page = desk(ana()).get(change(later)).content.decode()
    assert "what changed since revision 1, approved last" in page
    assert "Soap" in page
    assert "It began with one bar." not in page
    panel = desk(ben()).get(change(Episode.objects.get())).content.decode()
    sha = Episode.objects.get().video.sha256[:8]
    assert f"Approved: revision 1, film {sha}…" in panel
    assert "approved by Ana" in panel


def test_reviewers_are_asked_with_the_submission_and_afterwards():
    episode = subjects.make_episode(complete=False)
    ana(), chi()
    client = desk(ben())
    answer = act(client, episode, "submit", note="", ask=[ana().pk], due="2031-03-06")
    assert "Ana is asked to decide." in said(client, answer)[0]
    review = Review.objects.get()
    page = desk(ana()).get(change(review)).content.decode()
    assert "Asked to decide:" in page
    assert "6 Mar 2031" in page
    act(client, review, "ask-reviewers", ask=[chi().pk], due="")
    assert [one.person for one in review.requests.all()] == [chi()]
    refused = act(client, review, "ask-reviewers", ask=[ben().pk], due="")
    assert "Select a valid choice" in refused.content.decode()


def test_an_author_takes_a_review_back_at_the_desk(review):
    assert (
        desk(ana()).get(reverse("admin:series_review_act", args=[review.pk, "take-back"])).status_code == 403
    )
    client = desk(ben())
    assert "Taken back." in said(client, act(client, review, "take-back", reason=""))[0]


def test_the_page_costs_the_same_with_one_and_with_thirty_comments(review):
    client = desk(ana())
    begun(review)
    client.get(change(review))
    with CaptureQueriesContext(connection) as one:
        client.get(change(review))
    for number in range(29):
        comment = begun(review, by=chi() if number % 2 else ana(), field="summary" if number % 3 else "")
        if number % 5 == 0:
            resolving.resolve(thread_id=comment.thread_id, by=chi())
        comments.answer(thread_id=comment.thread_id, by=ben(), text="@ana, look.")
    with CaptureQueriesContext(connection) as thirty:
        client.get(change(review))
    assert len(thirty) == len(one)
    print("REVIEWQ", len(thirty))
    assert len(thirty) <= 45


def test_the_form_of_the_working_copy_costs_the_same_with_one_and_with_thirty_comments(review):
    client = desk(ben())
    begun(review)
    reviews.ask_changes(review_id=review.pk, by=ana(), note="")
    client.get(change(Episode.objects.get()))
    with CaptureQueriesContext(connection) as one:
        client.get(change(Episode.objects.get()))
    for _ in range(29):
        begun(review)
    with CaptureQueriesContext(connection) as thirty:
        client.get(change(Episode.objects.get()))
    assert len(thirty) == len(one)
