"""Who has a working copy open now: seen by the others, in the form and in the list, and forgotten when they go."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from series import presence
from series.models import Episode, Presence
from series.models.subject import subject_of
from series.publishing.due import database_now
from tests.factories import people, subjects
from tests.series.admin.pages import change, desk, form_of, listing

pytestmark = pytest.mark.django_db


def beat(client: Client, thing, **said) -> dict:
    address = reverse("desk-presence", args=[subject_of(thing).pk])
    answer = client.post(address, json.dumps(said), content_type="application/json")
    assert answer.status_code == 200, answer.status_code
    return answer.json()


def test_opening_a_form_is_seen_by_the_next_who_opens_it_and_blocks_nobody():
    episode = subjects.make_episode(complete=False)
    ben, ana = desk(people.ben()), desk(people.ana())
    assert "has this open" not in ben.get(change(episode)).content.decode()
    page = ana.get(change(episode)).content.decode()
    assert "Ben has this open since" in page
    assert 'name="_save"' in page


def test_typing_is_said_with_its_beginning():
    episode = subjects.make_episode(complete=False)
    ben, ana = desk(people.ben()), desk(people.ana())
    beat(ben, episode, typing=True, version=0)
    first = Presence.objects.get().typing_since
    beat(ben, episode, typing=True, version=0)
    assert Presence.objects.get().typing_since == first
    [sentence] = beat(ana, episode, typing=False, version=0)["here"]
    assert sentence.startswith("Ben is here, typing since ")
    ben.get(change(episode))
    assert Presence.objects.get(person=people.ben()).typing_since == first, "another tab of his"
    beat(ben, episode, typing=False, version=0)
    assert "has this open" in beat(ana, episode, version=0)["here"][0]


def test_after_forty_seconds_of_silence_nobody_is_there():
    episode = subjects.make_episode(complete=False)
    beat(desk(people.ben()), episode, typing=True)
    Presence.objects.update(seen_at=database_now() - timedelta(seconds=41))
    assert presence.others(subject=subject_of(episode), but=people.ana()) == []
    before = Presence.objects.get().since
    beat(desk(people.ben()), episode, typing=True)
    row = Presence.objects.get()
    assert row.since > before, "he came back"


def test_leaving_is_seen_at_once():
    episode = subjects.make_episode(complete=False)
    ben = desk(people.ben())
    beat(ben, episode)
    beat(ben, episode, leaving=True)
    assert not Presence.objects.exists()


def test_a_page_is_told_that_somebody_saved_meanwhile():
    episode = subjects.make_episode(complete=False)
    ana, ben = desk(people.ana()), desk(people.ben())
    assert beat(ben, episode, version=0)["saved_by"] == ""
    ana.post(change(episode), {**form_of(ana, change(episode)), "title": "Ana's"})
    assert beat(ben, episode, version=0)["saved_by"] == "Ana"
    assert beat(ben, episode, version=1)["saved_by"] == ""


def test_the_list_says_who_is_where():
    episode = subjects.make_episode(complete=False)
    beat(desk(people.ben()), episode)
    beat(desk(people.ana()), episode)
    row = desk(people.chi()).get(listing(Episode)).context["cl"].result_list[0]
    assert row.here == ["Ben", "Ana"]


def test_whoever_may_not_look_is_not_told_who_is_there():
    episode = subjects.make_episode(complete=False)
    address = reverse("desk-presence", args=[subject_of(episode).pk])
    assert desk(people.eli()).post(address, "{}", content_type="application/json").status_code == 403
    assert Client().post(address, "{}", content_type="application/json").status_code == 401
    assert desk(people.ben()).get(address).status_code == 405


def test_rows_of_yesterday_are_forgotten():
    beat(desk(people.ben()), subjects.make_episode(complete=False))
    Presence.objects.update(seen_at=database_now() - timedelta(days=2))
    assert presence.prune() == 1
