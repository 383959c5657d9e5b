"""The newsletter at the desk."""

import re

import pytest
from django.urls import reverse

from series.models import Notice
from series.newsletter.models import AddressLook, Delivery, Issue, Reminder, Subscriber, Suppression
from tests.factories import live, people
from tests.factories.readers import make_reader, make_readers, planned
from tests.series.admin.pages import act, change, desk, listing

pytestmark = pytest.mark.django_db
WHOLE = "secret.person@example.org"


def test_X10_no_page_of_the_desk_shows_an_address_by_itself():
    reader = make_reader(WHOLE)
    planned(live.make_live_episode())
    chief = desk(people.chi())
    pages = [
        *(listing(model) for model in (Subscriber, Delivery, Issue, Suppression)),
        *(change(reader), change(Delivery.objects.get())),
    ]
    for page in pages:
        text = chief.get(page).content.decode()
        assert "secret" not in text, page
    assert "s…@example.org" in chief.get(listing(Subscriber)).content.decode()


def test_X10_a_look_needs_a_reason_and_is_told_to_somebody_else():
    reader = make_reader(WHOLE)
    chi = people.chi()
    second = people.person("second", role="Chief editor")
    url = reverse("desk-subscriber-address", args=[reader.pk])
    client = desk(chi)
    assert WHOLE not in client.get(url).content.decode()
    refused = client.post(url, {"reason": " "})
    assert refused.status_code == 422
    assert WHOLE not in refused.content.decode()
    assert not AddressLook.objects.exists()
    shown = client.post(url, {"reason": "She asked by phone what we have of her."})
    assert WHOLE in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    look = AddressLook.objects.get()
    assert (look.person, look.subscriber) == (chi, reader)
    assert list(Notice.objects.values_list("person", flat=True)) == [second.pk]
    assert "She asked by phone" in Notice.objects.get().sentence
    assert "secret" not in Notice.objects.get().sentence


@pytest.mark.parametrize("name", ["ana", "ben", "dov", "eli", "flo", "gus"])
def test_X6_only_the_chief_may_look(name):
    reader = make_reader(WHOLE)
    client = desk(people.person(name))
    url = reverse("desk-subscriber-address", args=[reader.pk])
    assert client.get(url).status_code == 403
    assert client.post(url, {"reason": "curious"}).status_code == 403
    assert not AddressLook.objects.exists()


def test_a_whole_address_finds_its_subscriber_and_a_part_nobody():
    reader = make_reader(WHOLE)
    chief = desk(people.chi())
    found = chief.get(listing(Subscriber), {"q": WHOLE.upper()}).content.decode()
    assert change(reader) in found
    for part in ("secret", "@example.org", "secret.person@"):
        assert change(reader) not in chief.get(listing(Subscriber), {"q": part}).content.decode()


def test_an_address_is_let_off_the_list_with_a_reason_and_must_confirm_anew():
    row = Suppression.objects.create(address_key="a" * 64, why="bounce")
    chief = desk(people.chi())
    assert act(chief, row, "lift", reason="").status_code == 200
    assert Suppression.objects.exists()
    assert act(chief, row, "lift", reason="She wrote that her mailbox works again.").status_code == 302
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("model", [Subscriber, Issue, Delivery])
def test_lists_ask_the_same_for_one_and_for_many(model, django_assert_max_num_queries):
    series = live.make_live_series()
    make_readers(3)
    for number in range(3):
        make_reader(f"follows{number}@example.org", follows=(series,))
        planned(live.make_live_episode(series=series))
    chief = desk(people.chi())
    chief.get(listing(model))
    with django_assert_max_num_queries(22):
        chief.get(listing(model))


def test_an_editor_sees_how_many_hear_of_what_and_how_issues_went_without_an_address():
    series = live.make_live_series("Sparks of Good")
    teaser = live.make_live_teaser(series=series, name="Jon Example")
    awaited = teaser.teaser.episode.subject
    make_reader(WHOLE)
    waits = make_reader("waits@example.org", follows=(series,))
    asked = make_reader("asked@example.org", everything=False, state="pending", confirmed_at=None)
    for row in (waits, asked):
        Reminder.objects.create(subscriber=row, episode=awaited)
    planned(live.make_live_episode(series=series))
    lost = Delivery.objects.first()
    Delivery.objects.filter(pk=lost.pk).update(state="sending")
    Delivery.objects.filter(pk=lost.pk).update(state="uncertain")
    text = " ".join(desk(people.ana()).get(reverse("desk-newsletter")).content.decode().split())
    assert "2 readers confirmed." in text
    assert "1 of them hears of every film." in text
    assert "<bdi>Jon Example</bdi>: 1 reminder, 1 not confirmed" in text
    assert "<bdi>Sparks of Good</bdi></th><td>series</td><td>1</td>" in text
    assert "<strong>1</strong>" in text
    assert "state__exact=uncertain" not in text
    assert not re.search(r"secret|waits@|asked@|…@", text)
    chief = desk(people.chi())
    page = chief.get(reverse("desk-newsletter")).content.decode()
    link = re.search(r'href="([^"]*state__exact=uncertain)"', page)[1].replace("&amp;", "&")
    assert change(lost) in chief.get(link).content.decode()


@pytest.mark.parametrize("issues", [1, 6])
def test_the_overview_asks_the_same_for_one_and_for_many(issues, django_assert_max_num_queries):
    for _issue in range(issues):
        series = live.make_live_series()
        make_reader(f"{series.pk}@example.org", follows=(series,))
        planned(live.make_live_episode(series=series))
    client = desk(people.ana())
    client.get(reverse("desk-newsletter"))
    with django_assert_max_num_queries(18):
        client.get(reverse("desk-newsletter"))
