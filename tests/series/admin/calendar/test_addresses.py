"""The private calendar address: shown once, kept as a hash, dead at once, and what a calendar reads there."""

import hashlib
import logging
import re
from datetime import UTC, timedelta
from html import unescape

import pghistory.models
import pytest
from django.apps import apps
from django.test import Client
from icalendar import Calendar

from series import scheduling
from series.calendar import addresses
from series.models import CalendarAddress
from series.models.subject import subject_of
from series.scheduling import NotPossible
from tests.factories import people, subjects
from tests.series.admin.pages import desk
from tests.series.calendar import stage

pytestmark = pytest.mark.django_db
PAGE = "/admin/calendar/addresses/"


def path_of(token: str) -> str:
    return f"/desk-calendar/{token}.ics"


def events(token: str) -> dict:
    response = Client().get(path_of(token))
    assert response.status_code == 200
    book = Calendar.from_ical(response.content)
    return {str(event["summary"]): event for event in book.walk("VEVENT")}


def test_it_is_made_shown_once_and_kept_as_a_hash():
    client = desk(people.ana())
    response = client.post(PAGE, {"name": "My phone"})
    page = unescape(response.content.decode())
    assert "private, no-store" in response["Cache-Control"]
    [token] = re.findall(r"http://hub\.test/desk-calendar/([\w-]{43})\.ics", page)
    assert token not in client.get(PAGE).content.decode()
    address = CalendarAddress.objects.get()
    assert address.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(CalendarAddress.objects.values())
    assert Client().get(path_of(token)).status_code == 200


def test_each_reading_is_counted_and_says_when_it_was():
    address, token = addresses.make(person=people.ana(), name="My phone")
    for _ in range(3):
        Client().get(path_of(token))
    address.refresh_from_db()
    assert address.uses == 3
    assert address.last_used_at is not None


def test_revoking_kills_it_at_once_and_is_for_its_owner():
    address, token = addresses.make(person=people.ana(), name="My phone")
    desk(people.chi()).post(f"{PAGE}{address.pk}/revoke/")
    assert Client().get(path_of(token)).status_code == 200
    desk(people.ana()).post(f"{PAGE}{address.pk}/revoke/")
    assert Client().get(path_of(token)).status_code == 404
    assert b"Revoked" in desk(people.ana()).get(PAGE).content
    address.refresh_from_db()
    first = address.revoked_at
    assert addresses.revoke(address_id=address.pk, by=people.ana()).revoked_at == first


@pytest.mark.parametrize("loss", ["closed", "no longer staff", "no role"])
def test_it_dies_with_the_account_or_the_permission(loss):
    ana = people.ana()
    _address, token = addresses.make(person=ana, name="My phone")
    if loss == "closed":
        ana.is_active = False
    elif loss == "no longer staff":
        ana.is_staff = False
    else:
        ana.groups.clear()
    ana.save()
    assert Client().get(path_of(token)).status_code == 404


def test_every_wrong_address_has_the_same_answer():
    _address, token = addresses.make(person=people.ana(), name="My phone")
    answers = {
        (response.status_code, response.content, response["Cache-Control"])
        for response in map(
            Client().get,
            [
                path_of("x" * 43),
                f"/desk-calendar/{token}",
                "/desk-calendar/a/b/c",
                path_of(token[:-1]),
                path_of(token.swapcase()),
                "/desk-calendar/%F0%9F%92%A5.ics",
            ],
        )
    }
    assert len(answers) == 1
    assert answers.pop()[0] == 404
    assert Client().post(path_of(token)).status_code == 405


def test_nothing_keeps_it_and_nothing_passes_it_on():
    _address, token = addresses.make(person=people.ana(), name="My phone")
    response = Client().get(path_of(token))
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert not response.cookies


def test_no_log_and_no_history_holds_the_address():
    _address, token = addresses.make(person=people.ana(), name="My phone")
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    handler = Kept()
    logging.getLogger("django").addHandler(handler)
    try:
        Client().get(path_of(token))
        Client().get(f"/desk-calendar/{token}")
        Client().post(path_of(token))
    finally:
        logging.getLogger("django").removeHandler(handler)
    assert any("/desk-calendar/…" in line for line in lines)
    assert token not in " ".join(lines)
    contexts = pghistory.models.Context.objects.values_list("metadata", flat=True)
    assert token not in str(list(contexts))
    kept = apps.get_model("series", "CalendarAddressEvent").objects.values()
    assert len(kept) == 1
    assert "token" not in str(kept)


def test_at_most_twenty_are_open_and_a_name_is_asked_for():
    ana = people.ana()
    assert desk(ana).post(PAGE, {"name": " "}).status_code == 422
    for number in range(addresses.MOST):
        addresses.make(person=ana, name=f"Phone {number}")
    with pytest.raises(NotPossible, match="Revoke one"):
        addresses.make(person=ana, name="One more")
    response = desk(ana).post(PAGE, {"name": "One more"})
    assert response.status_code == 422
    assert "Revoke one" in response.content.decode()


# -- what stands in it ----------------------------------------------------------------------------------------------


def test_a_calendar_reads_what_is_planned_scheduled_held_and_called_off():
    planned = subjects.planned(subjects.make_episode(complete=False, title="In pencil"))
    subjects.scheduled(subjects.make_episode(title="In ink"))
    held = subjects.due(subjects.make_episode(title="Back"))
    type(held).objects.filter(pk=held.pk).update(state="held", hold_reason="Line one.\nLine two.")
    gone = subjects.planned(subjects.make_episode(complete=False, title="Off"))
    scheduling.cancel(release_id=gone.pk, by=people.ana())
    _address, token = addresses.make(person=people.dov(), name="My phone")
    read = events(token)
    assert {name: str(event["status"]) for name, event in read.items()} == {
        "1. In pencil": "TENTATIVE",
        "1. In ink": "CONFIRMED",
        "Held: 1. Back": "TENTATIVE",
        "Cancelled: 1. Off": "CANCELLED",
    }
    event = read["1. In pencil"]
    assert event["dtstart"].dt == planned.instant.astimezone(UTC)
    assert event["duration"].dt == timedelta(minutes=1)
    assert str(event["uid"]) == f"release-{planned.pk}@hub.test"
    assert str(event["url"]) == f"http://hub.test/admin/calendar/release/{planned.pk}/"
    assert "Line two." in str(read["Held: 1. Back"]["description"])
    raw = Client().get(path_of(token)).content
    assert b"\r\nDTSTART:" in raw
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))


def test_a_move_keeps_the_identity_and_raises_the_sequence():
    release = subjects.planned(subjects.make_episode(complete=False, title="Film"))
    _address, token = addresses.make(person=people.ana(), name="My phone")
    before = events(token)["1. Film"]
    scheduling.reschedule(release_id=release.pk, wall=subjects.wall_in(9000), zone="UTC", by=people.ana())
    after = events(token)["1. Film"]
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["dtstart"].dt > before["dtstart"].dt
    assert after["last-modified"].dt >= before["last-modified"].dt


def test_it_can_be_narrowed_to_series():
    one = subjects.make_episode(complete=False, title="Mine")
    subjects.planned(one)
    subjects.planned(subjects.make_episode(complete=False, title="Other"))
    _address, token = addresses.make(person=people.ana(), name="One series", series=[one.series])
    assert set(events(token)) == {"1. Mine"}


def test_what_people_typed_stays_text():
    episode = subjects.make_episode(complete=False, title="A; B, C\\ BEGIN:VALARM")
    scheduling.plan(subject=subject_of(episode), wall=subjects.wall_in(60), zone="UTC", by=people.ana())
    _address, token = addresses.make(person=people.ana(), name="Name\r\nX-EVIL:1")
    assert set(events(token)) == {"1. A; B, C\\ BEGIN:VALARM"}
    assert b"\r\nX-EVIL" not in Client().get(path_of(token)).content


def test_an_empty_schedule_is_a_calendar_too():
    _address, token = addresses.make(person=people.ana(), name="My phone")
    assert events(token) == {}


def test_it_costs_the_same_queries_for_one_and_for_thirty(django_assert_max_num_queries):
    _address, token = addresses.make(person=people.ana(), name="My phone")
    _season, _releases = stage.filled(weeks=30)
    with django_assert_max_num_queries(10):
        assert len(events(token)) == 30
