"""Saved filters: one's own, shared ones, and only ever of that list."""

import pytest
from django.urls import reverse

from creators.models import Creator
from series.models import Episode, Release, Review, SavedFilter
from tests.factories import people, subjects
from tests.series.admin.pages import desk, listing

pytestmark = pytest.mark.django_db(transaction=True)


def save(client, query: str, *, name: str = "Mine", of: str = "series.episode", **more: str):
    return client.post(reverse("desk-filter-save", args=[of]), {"query": query, "name": name, **more})


@pytest.mark.parametrize(
    ("model", "query"),
    [
        (Episode, "q=soap&o=-2"),
        (Release, "state__exact=held"),
        (Review, "state__exact=in_review&o=3"),
        (Creator, "category=Food"),
    ],
)
def test_a_list_is_kept_under_a_name_and_shown_above_it(model, query):
    client = desk(people.ana())
    assert "Keep this view" not in client.get(listing(model)).content.decode()
    assert "Keep this view" in client.get(f"{listing(model)}?{query}").content.decode()
    answer = save(client, query + "&p=3", of=model._meta.label_lower)
    kept = SavedFilter.objects.get()
    assert answer.url == f"{listing(model)}?{kept.query}"
    assert "p=3" not in kept.query
    page = client.get(answer.url).content.decode()
    assert f'<a href="?{kept.query.replace("&", "&amp;")}" aria-current="true">Mine</a>' in page


@pytest.mark.parametrize(
    "query",
    [
        *("", "p=2", "nonsense=1", "creator__consents__signed_as__startswith=W", "_popup=1"),
        *("series__id__exact=nonsense", "q=" + "x" * 3000),
    ],
)
def test_what_the_list_does_not_take_is_not_kept(query):
    for _ in range(2):
        subjects.make_series()
    client = desk(people.ana())
    answer = save(client, query)
    assert answer.status_code == 302
    assert answer.url.startswith(listing(Episode))
    assert not SavedFilter.objects.exists()


def test_a_filter_leads_nowhere_but_to_its_list():
    client = desk(people.ana())
    answer = save(client, "q=//evil.example&o=1", name="//evil.example")
    assert answer.url.startswith(listing(Episode) + "?")
    assert save(client, "q=a", of="accounts.user").status_code == 404
    assert client.get(reverse("desk-filter-save", args=["series.episode"])).status_code == 405


def test_it_is_renamed_shared_and_deleted_by_whose_it_is():
    client = desk(people.ana())
    save(client, "q=soap")
    kept = SavedFilter.objects.get()
    address = reverse("desk-filter", args=[kept.pk])
    assert "Mine" not in desk(people.ben()).get(listing(Episode)).content.decode()
    assert client.post(address, {"name": "Soap", "shared": "on"}).status_code == 302
    page = desk(people.ben()).get(listing(Episode)).content.decode()
    assert ">Soap</a>" in page
    assert address not in page
    for name in ("ben", "chi"):
        assert desk(people.person(name)).post(address, {"act": "delete"}).status_code == 404
    assert client.post(address, {"name": " "}).status_code == 422
    assert client.post(address, {"act": "delete"}).status_code == 302
    assert not SavedFilter.objects.exists()


def test_sharing_is_for_those_who_may():
    save(desk(people.ben()), "q=soap", shared="1")
    assert not SavedFilter.objects.exists()
    save(desk(people.ana()), "q=soap", shared="1")
    assert SavedFilter.objects.get().shared


def test_the_same_name_twice_and_too_many_are_refused():
    client = desk(people.ana())
    save(client, "q=a")
    page = client.get(save(client, "q=b").url).content.decode()
    assert "You have a filter of that name" in page
    for number in range(60):
        save(client, "q=a", name=f"Filter {number}")
    assert SavedFilter.objects.count() == 50


def test_whoever_may_not_see_the_list_keeps_none_of_it():
    assert save(desk(people.eli()), "q=a").status_code == 403


def test_X2_a_name_is_only_ever_text():
    client = desk(people.ana())
    payload = '"><script>alert(1)</script>'
    save(client, "q=a", name=payload)
    assert payload not in client.get(f"{listing(Episode)}?q={payload}").content.decode()
    assert (
        payload
        not in client.get(reverse("desk-filter", args=[SavedFilter.objects.get().pk])).content.decode()
    )


def test_the_list_is_taken_away_with_its_filters():
    subjects.make_episode(complete=False)
    page = desk(people.ana()).get(f"{listing(Episode)}?q=soap&p=0").content.decode()
    assert f'{reverse("desk-export", args=["episodes", "csv"])}?q=soap"' in page
    assert "desk-export" not in desk(people.ben()).get(listing(Episode)).content.decode()
