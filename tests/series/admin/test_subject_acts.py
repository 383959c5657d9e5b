"""From a working copy to the hub and off it again, each act through its page."""

import pytest

from series.models import Episode, LiveRevision, Release, Review
from series.models.subject import subject_of
from series.publishing import run
from tests.factories import people, subjects
from tests.series.admin.pages import act, act_url, change, desk, hidden, said

pytestmark = pytest.mark.django_db


def test_a_producer_sends_an_episode_with_its_people_for_review():
    episode = subjects.make_episode()
    client = desk(people.ben())
    page = client.get(act_url(episode, "submit")).content.decode()
    assert episode.creator.name in page, "the page says what goes along"
    assert not Review.objects.exists(), "looking changes nothing"
    response = act(client, episode, "submit", note="Please check the name.")
    assert said(client, response)[0].startswith("Sent for review.")
    review = Review.objects.get()
    assert review.submitted_by == people.ben()
    assert review.note == "Please check the name."
    assert {revision.subject.kind for revision in review.revisions.all()} == {"episode", "series", "creator"}


def test_publish_now_names_the_pages_first_and_says_them_after():
    episode = subjects.make_episode()
    subjects.approved(episode)
    client = desk(people.ana())
    page = client.get(act_url(episode, "publish-now")).content.decode()
    assert f"/1-{subject_of(episode).revisions.first().content['slug']}/" in page
    assert "/feed.xml" in page
    assert not Release.objects.exists()
    response = act(client, episode, "publish-now", reason="The press is here.")
    assert "is published now" in said(client, response)[0]
    release = Release.objects.get()
    assert release.state == "scheduled"
    assert run.run(release.pk) == "published"


def test_what_is_not_approved_is_refused_with_the_sentence_and_nothing_changes():
    episode = subjects.make_episode()
    response = act(desk(people.ana()), episode, "publish-now", reason="now")
    assert response.status_code == 422
    assert "Nothing of it is approved yet" in response.content.decode()
    assert not Release.objects.exists()


def test_plan_shows_the_time_worked_out_before_it_is_made():
    episode = subjects.make_episode(complete=False)
    client = desk(people.ana())
    typed = {"date": "2031-03-06", "time": "09:00:00", "zone": "America/New_York"}
    shown = client.post(act_url(episode, "plan"), {**typed, "seen": "", "looked": ""})
    assert "Thu 6 Mar 2031 09:00 EST (14:00:00 UTC)" in shown.content.decode()
    assert not Release.objects.exists()
    response = act(client, episode, "plan", steps=2, **typed)
    assert "is planned for Thu 6 Mar 2031 09:00 EST" in said(client, response)[0]
    assert Release.objects.get().wall == "2031-03-06T09:00:00"


def test_a_second_step_with_other_answers_is_shown_again():
    episode = subjects.make_episode(complete=False)
    client = desk(people.ana())
    typed = {"date": "2031-03-06", "time": "09:00:00", "zone": "UTC"}
    page = client.post(act_url(episode, "plan"), typed).content.decode()
    other = {**typed, "date": "2031-03-07", "seen": hidden(page, "seen"), "looked": hidden(page, "looked")}
    assert client.post(act_url(episode, "plan"), other).status_code == 200
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("2031-03-09", "02:30:00", "America/New_York"), "does not exist in America/New_York"),
        (("2031-03-06", "09:00:00", "Mars/Olympus"), "There is no time zone “Mars/Olympus”"),
        (("2001-03-06", "09:00:00", "UTC"), "has passed. Publish now, or choose a later time."),
        (("2031-13-40", "09:00:00", "UTC"), "Enter a valid date"),
        (("9999-12-31", "23:59:59", "Pacific/Kiritimati"), "out of reach"),
    ],
    ids=["gap", "no such zone", "past", "no such day", "out of reach"],
)
def test_T15_a_time_that_can_not_be_meant_is_refused_with_a_sentence(typed, sentence):
    episode = subjects.make_episode(complete=False)
    day, clock, zone = typed
    response = desk(people.ana()).post(act_url(episode, "plan"), {"date": day, "time": clock, "zone": zone})
    page = response.content.decode()
    assert sentence in page
    assert f'value="{zone}"' in page, "what was typed stays"
    assert not Release.objects.exists()


def test_a_gap_is_refused_with_its_two_neighbours():
    response = desk(people.ana()).post(
        act_url(subjects.make_episode(complete=False), "plan"),
        {"date": "2031-03-09", "time": "02:30:00", "zone": "America/New_York"},
    )
    assert "Choose 01:59 or 03:00." in response.content.decode()


def test_T2_a_time_that_exists_twice_is_said_to_be_the_first():
    response = desk(people.ana()).post(
        act_url(subjects.make_episode(complete=False), "plan"),
        {"date": "2031-11-02", "time": "01:30:00", "zone": "America/New_York"},
    )
    page = response.content.decode()
    assert "twice that day; the first of the two is meant" in page
    assert "01:30 EDT" in page


def test_E14_what_is_out_can_be_corrected_and_withdrawn():
    episode = subjects.make_episode()
    subjects.published(episode)
    client = desk(people.chi())
    Episode.objects.filter(pk=episode.pk).update(title="The soap that paid the bills")
    episode.refresh_from_db()
    subjects.approved(episode)
    response = act(
        client, episode, "update", notice="The title was wrong.", zone="UTC", reason="a reader wrote"
    )
    assert "is corrected at" in said(client, response)[0]
    assert run.run(Release.objects.get(kind="update").pk) == "published"
    live = LiveRevision.objects.get(subject__episode=episode)
    assert [one["notice"] for one in live.corrections] == ["The title was wrong."]
    response = act(client, episode, "withdraw", notice="She asked for it.", zone="UTC", reason="")
    assert "is withdrawn at" in said(client, response)[0]
    assert run.run(Release.objects.get(kind="withdraw").pk) == "published"
    assert not LiveRevision.objects.filter(subject__episode=episode).exists()


def test_the_withdrawal_names_its_pages_before_anything_is_typed_and_needs_a_notice():
    episode = subjects.make_episode()
    subjects.published(episode)
    client = desk(people.chi())
    page = client.get(act_url(episode, "withdraw")).content.decode()
    assert "/embed/" in page
    assert "/feed.xml" in page
    response = act(client, episode, "withdraw", notice=" ", zone="UTC", reason="")
    assert response.status_code == 200
    assert "This field is required." in response.content.decode()
    assert not Release.objects.filter(kind="withdraw").exists()


def test_E15_an_update_for_later_leaves_what_is_live():
    episode = subjects.make_episode()
    subjects.published(episode)
    before = LiveRevision.objects.get(subject__episode=episode).revision_id
    Episode.objects.filter(pk=episode.pk).update(summary="Another summary.")
    episode.refresh_from_db()
    subjects.approved(episode)
    typed = {"notice": "", "date": "2031-03-06", "time": "09:00", "zone": "UTC", "reason": ""}
    response = act(desk(people.ana()), episode, "update", steps=2, **typed)
    assert response.status_code == 302
    release = Release.objects.get(kind="update")
    assert (release.state, release.instant.year) == ("scheduled", 2031)
    assert LiveRevision.objects.get(subject__episode=episode).revision_id == before


def test_a_locked_working_copy_is_read_only_says_why_and_can_be_unlocked():
    episode = subjects.make_episode()
    subjects.scheduled(episode)
    client = desk(people.ana())
    page = client.get(change(episode)).content.decode()
    assert "Take it off the schedule to change it." in page
    assert 'name="_save"' not in page
    response = act(client, episode, "unlock", reason="a typo")
    assert "is off the schedule and can be edited" in said(client, response)[0]
    assert 'name="_save"' in client.get(change(episode)).content.decode()


def test_the_panel_says_what_is_missing():
    episode = subjects.make_episode(complete=False, summary="", creator=subjects.make_creator(consent=False))
    page = desk(people.ben()).get(change(episode)).content.decode()
    for sentence in ("There is no film", "There is no poster", "Write a summary", "no consent that is valid"):
        assert sentence in page
