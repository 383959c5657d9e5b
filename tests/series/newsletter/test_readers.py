"""Asking, confirming, choosing, leaving: by the pages, as a reader meets them."""

import logging
import re
from datetime import timedelta

import pghistory.models
import pytest
from django.core import mail
from django.db.models.functions import Now
from django.test import Client

from series.newsletter import forgetting
from series.newsletter.letters import send_letters
from series.newsletter.models import Delivery, Knock, Letter, Subscriber, Suppression
from tests.factories import live
from tests.factories.readers import make_reader, planned

pytestmark = pytest.mark.django_db(transaction=True)
LINK = re.compile(r"http://hub\.test(/newsletter/(?:confirm|yours|leave)/[^/\s]+/)")


@pytest.fixture
def reader() -> Client:
    return Client(enforce_csrf_checks=True)


def ask(client: Client, address: str = "Reader@Example.org", **typed: object):
    return client.post("/newsletter/", {"address": address, "what": "everything", "language": "en", **typed})


def letter() -> str:
    """The path in the newest letter, after all that wait were sent."""
    send_letters()
    found = LINK.search(mail.outbox[-1].body)
    assert found
    return found[1]


def test_from_the_form_to_a_subscriber(reader):
    live.make_live_site(name="The Hub")
    page = reader.get("/newsletter/")
    assert page.status_code == 200
    assert "The Hub may write to this address" in page.content.decode()
    answer = ask(reader)
    assert (answer.status_code, answer["Location"]) == (303, "/newsletter/asked/")
    row = Subscriber.objects.get()
    assert (row.state, row.address, row.confirm_hash) == ("pending", "reader@example.org", "")
    path = letter()
    assert mail.outbox[0].to == ["reader@example.org"]
    for _scanner in range(3):
        assert reader.get(path).status_code == 200
        assert reader.head(path).status_code == 200
    row.refresh_from_db()
    assert row.state == "pending"
    answer = reader.post(path)
    assert answer.status_code == 303
    row.refresh_from_db()
    assert row.state == "confirmed"
    assert row.confirmed_at
    assert "The Hub may write to this address" in row.consent
    assert path.split("/")[-2] not in row.confirm_hash
    # Pressed twice: the same answer.
    assert reader.post(path)["Location"] == answer["Location"]
    assert reader.get(answer["Location"]).status_code == 200
    assert not reader.cookies


def test_no_page_sets_a_cookie_or_is_kept_by_anybody(reader):
    token = make_reader().leave_token
    for path in ("", "asked/", "confirm/none/", f"yours/{token}/", f"leave/{token}/"):
        answer = reader.get(f"/newsletter/{path}")
        assert not answer.cookies, path
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "script-src" not in answer["Content-Security-Policy"]
        assert 'rel="canonical"' not in answer.content.decode()


def test_the_answer_is_the_same_whether_the_address_is_known(reader):
    make_reader("known@example.org")
    make_reader("bounced@example.org", state="suppressed")
    Suppression.objects.create(
        address_key=Subscriber.objects.get(address="bounced@example.org").address_key, why="bounce"
    )
    answers = [ask(reader, f"{name}@example.org") for name in ("known", "bounced", "new")]
    assert len({(one.status_code, one["Location"], one.content) for one in answers}) == 1
    send_letters()
    assert [one.to[0] for one in mail.outbox] == ["known@example.org", "new@example.org"]
    assert "/newsletter/yours/" in mail.outbox[0].body
    assert "/newsletter/confirm/" in mail.outbox[1].body


def test_the_form_changes_nothing_of_what_somebody_chose(reader):
    series = live.make_live_series()
    row = make_reader("known@example.org", follows=(series,))
    ask(reader, "known@example.org")
    row.refresh_from_db()
    assert (row.state, row.everything, row.followings.count()) == ("confirmed", False, 1)


def test_a_mailbox_can_not_be_filled_by_somebody_who_types(reader):
    for _time in range(5):
        ask(reader)
    assert Letter.objects.count() == 1
    for _day in range(5):
        Letter.objects.update(created_at=Now() - timedelta(minutes=11))
        ask(reader)
    assert Letter.objects.count() == 3


def test_too_often_from_one_place_waits_and_no_address_is_kept(reader):
    answers = [ask(reader, f"r{n}@example.org").status_code for n in range(11)]
    assert answers == [303] * 10 + [429]
    assert Subscriber.objects.count() == 10
    assert "127.0.0.1" not in str(list(Knock.objects.values()))
    other = reader.post(
        "/newsletter/",
        {"address": "x@example.org", "what": "everything", "language": "en"},
        headers={"X-Forwarded-For": "203.0.113.9"},
    )
    assert other.status_code == 303


def test_a_program_that_fills_in_everything_is_told_the_same_and_brings_nothing(reader):
    assert ask(reader, website="https://spam.example/").status_code == 303
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b", "a@b..c", "x@" + "y" * 300, "a\n@example.org", "<b>@x"]
)
def test_what_is_no_address_is_said_at_the_field_and_nothing_is_lost(reader, address):
    answer = ask(reader, address)
    assert answer.status_code == 422
    assert 'id="address-wrong"' in answer.content.decode()
    assert not Subscriber.objects.exists()


def test_some_without_a_choice_is_asked_again(reader):
    live.make_live_series("Sparks of Good")
    answer = ask(reader, what="some")
    assert answer.status_code == 422
    assert "Choose at least one series or cause" in answer.content.decode()
    assert ask(reader, what="some", subjects=["99999"]).status_code == 422


def test_only_what_is_public_can_be_followed(reader):
    shown, cause = live.make_live_series("Shown"), live.make_live_cause("Soap")
    hidden = live.make_live_series("Hidden")
    hidden.pages.update(state="down")
    page = reader.get("/newsletter/").content.decode()
    assert "Shown" in page
    assert "Soap" in page
    assert "Hidden" not in page
    ask(reader, what="some", subjects=[shown.pk, cause.pk])
    assert set(Subscriber.objects.get().followings.values_list("subject", flat=True)) == {shown.pk, cause.pk}


def test_a_link_that_is_over_says_so(reader):
    ask(reader)
    path = letter()
    Subscriber.objects.update(confirm_until=Now())
    for answer in (reader.get(path), reader.post(path), reader.get("/newsletter/confirm/guess/")):
        assert answer.status_code == 404
        assert "This link is good no more" in answer.content.decode()
    assert Subscriber.objects.get().state == "pending"


def test_a_newer_letter_ends_the_link_of_the_one_before(reader):
    ask(reader)
    first = letter()
    Letter.objects.update(created_at=Now() - timedelta(minutes=11))
    ask(reader)
    second = letter()
    assert reader.post(first).status_code == 404
    assert reader.post(second).status_code == 303


def test_leaving_by_one_press_in_the_mail_program(reader):
    row = make_reader()
    planned(live.make_live_episode())
    path = f"/newsletter/leave/{row.leave_token}/"
    assert reader.get(path).status_code == 200
    row.refresh_from_db()
    assert row.state == "confirmed"
    answer = reader.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    row.refresh_from_db()
    assert row.state == "left"
    assert Delivery.objects.get().state == "suppressed"
    assert Suppression.objects.get().why == "left"
    assert reader.post(path).status_code == 200
    assert Suppression.objects.count() == 1
    assert reader.post("/newsletter/leave/guess/").status_code == 404


def test_no_history_holds_the_token_of_a_link(reader):
    row = make_reader()
    reader.post(f"/newsletter/leave/{row.leave_token}/")
    ask(reader)
    path = letter()
    reader.post(path)
    kept = str(list(pghistory.models.Context.objects.values_list("metadata", flat=True)))
    assert "leave the newsletter" in kept
    assert "confirm a subscription" in kept
    assert row.leave_token not in kept
    assert path.split("/")[-2] not in kept


def test_choosing_by_the_private_link(reader):
    series = live.make_live_series()
    row = make_reader()
    path = f"/newsletter/yours/{row.leave_token}/"
    page = reader.get(path).content.decode()
    assert "r…@example.org" in page
    assert "reader@example.org" not in page
    answer = reader.post(path, {"what": "some", "subjects": [series.pk], "language": "en"})
    assert answer.status_code == 303
    assert "Kept" in reader.get(answer["Location"]).content.decode()
    row.refresh_from_db()
    assert (row.everything, row.followings.get().subject_id) == (False, series.pk)


def test_who_left_is_forgotten_after_thirty_days_and_is_one_row_when_they_come_back(reader):
    row = make_reader()
    key = row.address_key
    reader.post(f"/newsletter/leave/{row.leave_token}/")
    assert forgetting.forget() == 0
    Subscriber.objects.update(left_at=Now() - timedelta(days=31))
    assert forgetting.forget() == 1
    row.refresh_from_db()
    assert (row.address, row.consent) == ("", "")
    assert Suppression.objects.get().address_key == key
    ask(reader)
    reader.post(letter())
    row.refresh_from_db()
    assert (row.state, row.address, row.pk) == (
        "confirmed",
        "reader@example.org",
        Subscriber.objects.get().pk,
    )
    assert not Suppression.objects.exists()


def test_who_never_answered_is_forgotten_after_a_week(reader):
    ask(reader)
    Subscriber.objects.update(created_at=Now() - timedelta(days=8))
    forgetting.forget()
    assert not Subscriber.objects.exists()


def test_O6_a_copy_writes_no_letters(reader, settings):
    ask(reader)
    settings.ENVIRONMENT_ID = "staging"
    assert send_letters() == 0
    assert mail.outbox == []


def test_a_letter_whose_sender_died_is_not_sent_again(reader):
    ask(reader)
    Letter.objects.update(state="sending", lease_until=Now() - timedelta(seconds=1))
    assert send_letters() == 0
    assert Letter.objects.get().state == "uncertain"


def test_no_log_holds_an_address(reader, caplog, settings):
    caplog.set_level(logging.DEBUG)
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 2},
        }
    }
    ask(reader, "secret-person@example.org")
    send_letters()
    assert "secret-person" not in caplog.text


def test_the_form_takes_an_address_in_other_letters(reader):
    assert ask(reader, "leser@bücher.example").status_code == 303
    assert Subscriber.objects.get().address == "leser@xn--bcher-kva.example"
