"""Reminders of a premiere: asked at the teaser, one mail when the film is out, and the address forgotten."""

import re
from datetime import timedelta

import icalendar
import pytest
from django.core import mail
from django.db.models.functions import Now
from django.test import Client

from series.models import LiveRevision
from series.models.subject import subject_of
from series.newsletter import forgetting
from series.newsletter.letters import send_letters
from series.newsletter.models import Delivery, Issue, Letter, Reminder, Subscriber, Suppression
from series.newsletter.reminding import Ask, catch_up, remind
from series.newsletter.sending.run import send_due
from series.pages.bake import bake_marked
from series.publishing import effects
from series.publishing.tick import run_due
from tests.factories import live, subjects
from tests.factories.readers import make_reader, planned

pytestmark = pytest.mark.django_db(transaction=True)
LINK = re.compile(r"http://hub\.test(/newsletter/(?:confirm|yours)/[^/\s]+/)")


@pytest.fixture
def reader() -> Client:
    return Client(enforce_csrf_checks=True)


def episode_of(teaser):
    return teaser.teaser.episode.subject


def ask(client: Client, episode, address: str = "Waits@Example.org", **typed: object):
    return client.post(f"/newsletter/remind/{episode.pk}/", {"address": address, "language": "en", **typed})


def letter() -> str:
    send_letters()
    found = LINK.search(mail.outbox[-1].body)
    assert found
    return found[1]


def now_out(episode, **content):
    """The episode is live, as a release leaves it, and its teaser is gone."""
    LiveRevision.objects.filter(kind="teaser", episode=episode.pk).delete()
    series = episode.episode.series.subject
    told = live.make_live_episode(number=99, series=series).live.revision.content
    return live.go_live(
        episode,
        told | {"slug": episode.episode.slug, "number": episode.episode.number} | content,
        series=series.pk,
    )


def test_from_the_form_at_a_teaser_to_one_mail_and_nothing_kept(reader, mailbox, settings):
    episode = episode_of(live.make_live_teaser(name="Jon Example"))
    answer = ask(reader, episode)
    assert (answer.status_code, answer["Location"]) == (303, f"/newsletter/remind/{episode.pk}/asked/")
    row = Subscriber.objects.get()
    assert (row.state, row.everything, row.address) == ("pending", False, "waits@example.org")
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    path = letter()
    assert "Jon Example" in mail.outbox[0].body
    assert "secret title" not in mail.outbox[0].body
    page = reader.get(path).content.decode()
    assert "Jon Example" in page
    assert "whenever a new film is out" not in page
    answer = reader.post(path)
    assert answer.status_code == 303
    assert "Jon Example" in reader.get(answer["Location"]).content.decode()
    settings.MAILERS = mailbox.mailers
    now_out(episode)
    assert planned(episode) == 1
    assert not Reminder.objects.exists()
    assert send_due() == 1
    (sent,) = mailbox.mails
    text = sent.get_body(("plain",)).get_content()
    assert "asked" in text
    assert "to remind you of this film" in text
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    forgetting.forget()
    row.refresh_from_db()
    assert row.address
    Delivery.objects.update(created_at=Now() - timedelta(days=2), done_at=Now() - timedelta(days=2))
    forgetting.forget()
    row.refresh_from_db()
    assert (row.state, row.address, row.consent) == ("left", "", "")
    assert row.address_key.startswith("forgotten ")
    assert not Suppression.objects.exists()
    assert "deleted, as we said" in reader.get(f"/newsletter/leave/{row.leave_token}/").content.decode()


def test_who_gets_the_newsletter_too_gets_one_mail(reader, mailbox):
    teaser = live.make_live_teaser()
    episode = episode_of(teaser)
    make_reader("all@example.org")
    make_reader("series@example.org", follows=(episode.episode.series.subject,))
    other = make_reader("other@example.org", follows=(live.make_live_cause(),))
    for name in ("all", "series", "other"):
        ask(reader, episode, f"{name}@example.org")
    assert not Letter.objects.exists()
    assert Reminder.objects.count() == 3
    now_out(episode)
    assert planned(episode) == 3
    catch_up()
    send_due()
    assert sorted(mailbox.recipients) == ["all@example.org", "other@example.org", "series@example.org"]
    Delivery.objects.update(created_at=Now() - timedelta(days=2), done_at=Now() - timedelta(days=2))
    forgetting.forget()
    other.refresh_from_db()
    assert (other.state, other.address) == ("confirmed", "other@example.org")


def test_the_answer_is_the_same_whether_the_address_is_known(reader):
    episode = episode_of(live.make_live_teaser())
    make_reader("known@example.org")
    make_reader("bounced@example.org", state="suppressed")
    Suppression.objects.create(
        address_key=Subscriber.objects.get(address="bounced@example.org").address_key, why="bounce"
    )
    answers = [ask(reader, episode, f"{name}@example.org") for name in ("known", "bounced", "new")]
    answers.append(ask(reader, episode, "robot@example.org", website="https://spam.example/"))
    assert len({(one.status_code, one["Location"], one.content) for one in answers}) == 1
    assert not Subscriber.objects.filter(address="robot@example.org").exists()
    assert Reminder.objects.count() == 2
    assert reader.get(answers[0]["Location"]).status_code == 200
    assert not reader.cookies


def test_what_is_not_announced_is_answered_like_what_there_is_not(reader):
    secret = subject_of(subjects.make_episode())
    cancelled = episode_of(live.make_live_teaser(status="cancelled"))
    nothing = ask(reader, secret)
    assert nothing.status_code == 404
    for path in (f"{secret.pk}/", "999999/", f"{cancelled.pk}/"):
        answer = reader.get(f"/newsletter/remind/{path}")
        assert (answer.status_code, answer.content) == (404, nothing.content)
    for path in (f"{secret.pk}", "999999"):
        assert reader.get(f"/newsletter/remind/{path}/premiere.ics").status_code == 404
    assert not Subscriber.objects.exists()


def test_a_film_that_is_out_is_shown_instead(reader):
    episode = live.make_live_episode()
    answer = ask(reader, episode)
    assert answer.status_code == 303
    assert answer["Location"] == episode.pages.get(kind="episode").path
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("address", ["", "nobody", "a\n@example.org"])
def test_what_is_no_address_is_said_at_the_field(reader, address):
    answer = ask(reader, episode_of(live.make_live_teaser()), address)
    assert answer.status_code == 422
    assert 'id="address-wrong"' in answer.content.decode()


def test_too_often_from_one_place_waits(reader):
    episode = episode_of(live.make_live_teaser())
    answers = [ask(reader, episode, f"r{n}@example.org").status_code for n in range(11)]
    assert answers == [303] * 10 + [429]
    assert Reminder.objects.count() == 10


def test_a_mailbox_can_not_be_filled_by_somebody_who_types(reader):
    teasers = [episode_of(live.make_live_teaser(name=f"Person {n}")) for n in range(3)]
    for episode in teasers:
        ask(reader, episode)
    assert Letter.objects.count() == 1
    page = reader.get(letter()).content.decode()
    assert all(f"Person {n}" in page for n in range(3))


def test_a_letter_never_names_more_than_the_public_teaser(reader):
    teaser = live.make_live_teaser(name="Jon Example")
    ask(reader, episode_of(teaser))
    LiveRevision.objects.filter(subject=teaser).delete()
    letter()
    body = mail.outbox[-1].body + str(mail.outbox[-1].alternatives[0].content)
    assert "Jon" not in body
    assert "secret" not in body
    assert "when the film is out" in body


def test_leaving_ends_reminders_too(reader):
    episode = episode_of(live.make_live_teaser())
    row = make_reader("waits@example.org", everything=False)
    ask(reader, episode)
    assert Reminder.objects.count() == 1
    assert reader.post(f"/newsletter/leave/{row.leave_token}/").status_code == 200
    assert not Reminder.objects.exists()
    now_out(episode)
    assert planned(episode) == 0


def test_who_waits_for_a_film_and_asks_for_the_newsletter_chooses_it_by_the_private_link(reader):
    episode = episode_of(live.make_live_teaser())
    row = make_reader("waits@example.org", everything=False)
    ask(reader, episode)
    reader.post("/newsletter/", {"address": "waits@example.org", "what": "everything", "language": "en"})
    row.refresh_from_db()
    assert not row.everything
    path = letter()
    assert "One press is missing" in mail.outbox[-1].alternatives[0].content
    page = reader.get(path).content.decode()
    assert 'value="everything" checked' in page
    reader.post(path, {"what": "everything", "language": "en"})
    row.refresh_from_db()
    assert row.everything
    assert "may write to this address" in row.consent
    assert Reminder.objects.count() == 1


def test_a_premiere_that_moves_takes_its_reminders_along_and_one_that_never_comes_is_forgotten(reader):
    episode = episode_of(live.make_live_teaser())
    row = make_reader("waits@example.org", everything=False)
    ask(reader, episode)
    LiveRevision.objects.filter(kind="teaser").update(premiere_status="delayed")
    forgetting.forget()
    row.refresh_from_db()
    assert row.address
    assert ask(reader, episode, "second@example.org").status_code == 303
    Reminder.objects.update(created_at=Now() - timedelta(days=181))
    forgetting.forget()
    row.refresh_from_db()
    assert (row.address, Reminder.objects.count()) == ("", 0)
    assert not Delivery.objects.exists()


def test_who_confirms_after_the_issue_was_planned_gets_their_mail_all_the_same(mailbox):
    make_reader("all@example.org")
    episode = episode_of(live.make_live_teaser())
    late = make_reader("late@example.org", everything=False, state="pending", confirmed_at=None)
    remind(Ask(episode=episode.pk, address="late@example.org", language="en"))
    now_out(episode)
    assert planned(episode) == 1
    assert catch_up() == 0
    Subscriber.objects.filter(pk=late.pk).update(state="confirmed", confirmed_at=Now())
    assert catch_up() == 1
    assert catch_up() == 0
    assert send_due() == 2
    assert sorted(mailbox.recipients) == ["all@example.org", "late@example.org"]


def test_a_film_that_came_out_before_anybody_confirmed_is_told_of_by_its_effect(mailbox):
    episode = subjects.make_episode()
    subjects.due(episode)
    make_reader("late@example.org", everything=False, state="pending", confirmed_at=None)
    remind(Ask(episode=subject_of(episode).pk, address="late@example.org", language="en"))
    run_due()
    bake_marked()
    assert effects.deliver_due(kinds=["newsletter"]) == 0
    Subscriber.objects.update(state="confirmed", confirmed_at=Now())
    catch_up()
    catch_up()
    assert effects.deliver_due(kinds=["newsletter"]) == 1
    assert Issue.objects.count() == 1
    assert send_due() == 1
    assert mailbox.recipients == ["late@example.org"]
    assert catch_up() == 0


def test_one_premiere_for_a_calendar_is_the_entry_of_the_feed(reader):
    teaser = live.make_live_teaser(name="Jon Example", sequence=3)
    episode = episode_of(teaser)
    answer = reader.get(f"/newsletter/remind/{episode.pk}/premiere.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["UID"]) == f"episode-{episode.pk}@hub.test"
    assert event["SEQUENCE"] == 3
    assert event.start == live.FIRST + timedelta(weeks=9)
    assert str(event["SUMMARY"]) == "Jon Example"
    assert "secret" not in answer.content.decode()
