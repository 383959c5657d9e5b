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


# The page before an act does the act and rolls it back, so that it says exactly what will be: these ask more than
# thirty times for a release of one episode with its series, person and cause. None may ask more than now.
REHEARSED = {
    "schedule": 36,
    "publish-now": 40,
    "update": 35,
    "withdraw": 32,
    "release-now": 31,
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
    over = {name: count for name, count in after.items() if count > 30}
    assert not over, over


def rehearsed() -> dict[str, str]:
    """Each act on a thing of its own that is ready for it."""
    planned, approved, live, waiting, edited = (
        subjects.make_episode(causes=(subjects.make_cause(),)) for _ in range(5)
    )
    for episode in (planned, approved):
        subjects.approved(episode)
    for episode in (live, edited):
        subjects.published(episode)
    Episode.objects.filter(pk=edited.pk).update(summary="Other words, enough of them to be a summary.")
    edited.refresh_from_db()
    subjects.approved(edited)
    release, other = subjects.planned(planned), subjects.scheduled(waiting)
    return {
        "schedule": act_url(release, "schedule"),
        "publish-now": act_url(approved, "publish-now"),
        "withdraw": act_url(live, "withdraw"),
        "update": act_url(edited, "update"),
        **{f"{name} it": act_url(other, name) for name in ("move", "cancel", "swap", "unschedule")},
        "release-now": act_url(other, "release-now"),
        "restore": act_url(edited, "restore"),
        "unlock": act_url(waiting, "unlock"),
        "submit": act_url(edited, "submit"),
        **{f"change {name}": change(one) for name, one in {"live": live, "scheduled": waiting}.items()},
    }


def test_the_page_before_an_act_is_bounded_and_costs_the_same_beside_many_others():
    root = people.person("root", role=None)
    root.is_superuser = True
    root.save()
    client = desk(root)
    for number in range(2):
        one_of_each(number)
    pages = rehearsed()
    for address in pages.values():
        client.get(address)
    before = {name: queries(client, address) for name, address in pages.items()}
    for number in range(2, 14):
        one_of_each(number)
    assert {name: queries(client, address) for name, address in pages.items()} == before
    over = {name: count for name, count in before.items() if count > REHEARSED.get(name, 30)}
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
