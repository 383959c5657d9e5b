"""A list costs the same number of queries with one row and with thirty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from creators.models import Cause, Consent, Creator
from series.models import (
    Effect,
    Episode,
    ImpactFigure,
    LegalPage,
    Release,
    Resource,
    Review,
    Season,
    Series,
    Teaser,
)
from sparks.accounts import invitations
from sparks.accounts.models import Invitation, User
from tests.factories import people, subjects
from tests.series.admin.pages import act_url, change, desk, history, listing

pytestmark = pytest.mark.django_db

MODELS = [
    Episode,
    Teaser,
    Series,
    Creator,
    Cause,
    Consent,
    Season,
    Release,
    Review,
    LegalPage,
    Effect,
    User,
    Invitation,
    ImpactFigure,
    Resource,
]


def one_of_each(number: int) -> None:
    episode = subjects.make_episode(complete=False)
    subjects.approved(episode, author=people.person(f"author{number}"))
    release = subjects.planned(episode, seconds=3600 * (number + 1))
    Effect.objects.create(release=release, kind="notice", target="desk", state="parked")
    teaser = subjects.make_teaser(subjects.make_episode(complete=False))
    subjects.planned(teaser, seconds=3600 * (number + 1))
    Season.objects.create(series=episode.series)
    subjects.make_cause()
    subjects.make_legal()
    subjects.published(subjects.make_figure(series=episode.series))
    subjects.published(subjects.make_resource(series=episode.series))
    by = people.person(f"host{number}")
    by.is_superuser = True
    by.save()
    invitations.invite(email=f"new{number}@example.org", roles=["Editor"], zone="UTC", by=by)


def queries(client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_lists_cost_the_same_for_one_and_thirty_rows():
    root = people.person("root", role=None)
    root.is_superuser = True
    root.save()
    client = desk(root)
    one_of_each(0)
    for model in MODELS:
        client.get(listing(model))
    before = {model: queries(client, listing(model)) for model in MODELS}
    for number in range(1, 30):
        one_of_each(number)
    after = {model: queries(client, listing(model)) for model in MODELS}
    assert after == before
    assert max(after.values()) <= 15


def test_an_episodes_page_costs_the_same_however_many_others_there_are():
    client = desk(people.ana())
    episode = subjects.make_episode()
    subjects.approved(episode)
    client.get(change(episode))
    before = queries(client, change(episode))
    for number in range(10):
        one_of_each(number)
    assert queries(client, change(episode)) == before


ACTS = [
    *(("episode", "submit"), ("episode", "plan"), ("release", "schedule"), ("release", "swap")),
    *(("release", "move"), ("season", "assign"), ("season", "pull-forward"), ("review", "approve")),
]


# Pages that ask more than thirty times, for the readiness and the acts of one thing; none may ask more than now.
MORE = {
    "change episode": 31,
    "submit on episode": 73,
    "schedule on release": 50,
}


def pages_of(episode, release) -> dict[str, str]:
    season = Season.objects.filter(series=episode.series).first()
    things = {
        "episode": episode,
        "series": episode.series,
        "creator": episode.creator,
        "release": release,
        "season": season,
        "review": episode.subject.revisions.first().review,
        "consent": episode.creator.consents.first(),
        "effect": release.effects.first(),
    }
    found = {f"change {name}": change(thing) for name, thing in things.items()}
    tracked = {name: thing for name, thing in things.items() if name != "effect"}
    found |= {f"history of {name}": history(thing) for name, thing in tracked.items()}
    found |= {f"{act} on {name}": act_url(things[name], act) for name, act in ACTS}
    found |= {name: reverse(name) for name in ("desk-history", "desk-lineups")}
    found["what was deleted"] = reverse("desk-history") + "?label=delete"
    found["find"] = reverse("desk-find") + "?q=zzz"
    found["autocomplete"] = (
        reverse("admin:autocomplete") + "?app_label=series&model_name=episode&field_name=creator&term=w"
    )
    return found


def test_every_page_costs_the_same_however_many_other_things_there_are():
    """Among them 30 more of the same series, so that what chooses among them is full."""
    root = people.person("root", role=None)
    root.is_superuser = True
    root.save()
    client = desk(root)
    one_of_each(0)
    episode = Episode.objects.filter(subject__revisions__isnull=False).get()
    release = Release.objects.filter(items__subject=episode.subject).get()
    # Another in each choice, so that none is empty at first.
    for number in range(1, 3):
        one_of_each(number)
        subjects.planned(subjects.make_episode(complete=False, series=episode.series), seconds=7200 + number)
        subjects.make_episode(complete=False, series=episode.series)
    pages = pages_of(episode, release)
    for address in pages.values():
        client.get(address)
    before = {name: queries(client, address) for name, address in pages.items()}
    for number in range(3, 30):
        one_of_each(number)
        subjects.planned(subjects.make_episode(complete=False, series=episode.series), seconds=7200 + number)
        subjects.make_episode(complete=False, series=episode.series)
    for address in pages.values():
        client.get(address)
    after = {name: queries(client, address) for name, address in pages.items()}
    assert after == before
    over = {name: count for name, count in after.items() if count > MORE.get(name, 30)}
    assert not over, over


def test_the_home_of_the_desk_is_bounded():
    client = desk(people.ana())
    for number in range(12):
        one_of_each(number)
    client.get(reverse("admin:index"))
    before = queries(client, reverse("admin:index"))
    for number in range(12, 24):
        one_of_each(number)
    assert queries(client, reverse("admin:index")) == before
