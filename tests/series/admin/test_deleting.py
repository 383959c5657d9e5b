"""Deleting: a sentence where it can't be, never an error page."""

import pytest

from creators.models import Creator
from series.models import Episode, Season, Subject, Teaser
from series.models.subject import subject_of
from tests.factories import people, subjects
from tests.series.admin.pages import change, desk, said

pytestmark = pytest.mark.django_db


def delete_url(thing) -> str:
    return change(thing).replace("change/", "delete/")


def refused(client, thing) -> str:
    looked = client.get(delete_url(thing))
    sentence = said(client, looked)[0]
    done = client.post(delete_url(thing), {"post": "yes"})
    assert said(client, done) == [sentence]
    assert type(thing).objects.filter(pk=thing.pk).exists()
    return sentence


def test_a_series_whose_release_is_due_is_not_deleted():
    episode = subjects.make_episode()
    subjects.due(episode)
    assert "has releases, and they are its history" in refused(desk(people.ana()), episode.series)


def test_what_was_ever_public_is_not_deleted():
    episode = subjects.make_episode()
    subjects.published(episode)
    assert "was public, and its address is for life. Withdraw it instead." in refused(
        desk(people.ana()), episode
    )
    assert "was public" in refused(desk(people.ana()), episode.creator)


def test_what_was_reviewed_or_planned_is_not_deleted():
    planned = subjects.make_episode(complete=False)
    subjects.planned(planned)
    assert "has releases" in refused(desk(people.ana()), planned)
    reviewed = subjects.make_episode(complete=False)
    subjects.approved(reviewed)
    assert "was sent for review" in refused(desk(people.ana()), reviewed)


def test_what_others_stand_on_is_not_deleted_and_they_are_named():
    episode = subjects.make_episode(complete=False, title="The soap")
    assert "is used by episode “1. The soap”. Change or delete those first." in refused(
        desk(people.ana()), episode.series
    )
    sentence = refused(desk(people.ana()), episode.creator)
    assert "episode “1. The soap”" in sentence
    assert "consent" in sentence


def test_a_draft_that_nobody_saw_is_deleted_with_its_subject():
    teaser = subjects.make_teaser()
    subject = subject_of(teaser)
    client = desk(people.ben())
    assert "Delete" in client.get(delete_url(teaser)).content.decode()
    response = client.post(delete_url(teaser), {"post": "yes"})
    assert "is deleted. Its history stays." in said(client, response)[0]
    assert not Teaser.objects.exists()
    assert not Subject.objects.filter(pk=subject.pk).exists()


def test_many_can_not_be_deleted_at_once_past_the_sentences():
    subjects.make_creator()
    client = desk(people.ana())
    url = change(Creator.objects.get()).replace(f"{Creator.objects.get().pk}/change/", "")
    client.post(
        url, {"action": "delete_selected", "_selected_action": [Creator.objects.get().pk], "post": "yes"}
    )
    assert Creator.objects.count() == 1


def test_a_season_with_releases_is_kept():
    episode = subjects.make_episode(complete=False)
    season = Season.objects.create(series=episode.series)
    release = subjects.planned(episode)
    slot = season.slots.create(position=1, wall=release.wall, zone="UTC", instant=release.instant)
    release.slot = slot
    release.save()
    client = desk(people.ana())
    assert client.post(delete_url(season), {"post": "yes"}).status_code == 403
    assert Season.objects.exists()
    assert Episode.objects.exists()
