"""At most once each, as fast as the mail server takes it, and nothing to who should not have it."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now

from series.models import LiveRevision
from series.newsletter import leaving
from series.newsletter.models import Delivery, Issue, Suppression
from series.newsletter.sending.claim import BATCH, claim
from series.newsletter.sending.line import MAILS_A_LINE
from series.newsletter.sending.run import send_due
from series.newsletter.sending.settle import give_back
from tests.bench.sink import Sink
from tests.factories import live
from tests.factories.readers import make_reader, make_readers, planned

pytestmark = pytest.mark.django_db(transaction=True)


def states() -> list[str]:
    return list(Delivery.objects.order_by("id").values_list("state", flat=True))


def test_everybody_who_follows_it_gets_one_mail(mailbox):
    cause = live.make_live_cause()
    episode = live.make_live_episode(causes=(cause,))
    series = episode.episode.series.subject
    make_reader("all@example.org")
    make_reader("series@example.org", follows=(series,))
    make_reader("cause@example.org", follows=(cause, series))
    make_reader("other@example.org", follows=(live.make_live_series(),))
    make_reader("asked@example.org", state="pending", confirmed_at=None)
    assert planned(episode) == 3
    assert send_due() == 3
    assert sorted(mailbox.recipients) == ["all@example.org", "cause@example.org", "series@example.org"]
    assert send_due() == 0
    row = Delivery.objects.first()
    assert (row.state, row.attempts, row.provider_id) == ("sent", 1, "OK")
    assert {mail["Message-ID"] for mail in mailbox.mails} == {
        f"<{one}@hub.test>" for one in Delivery.objects.values_list("message_id", flat=True)
    }


def test_an_episode_has_one_issue_whatever_happens_later(mailbox):
    make_reader()
    episode = live.make_live_episode()
    assert planned(episode) == 1
    send_due()
    make_reader("later@example.com")
    again = live.go_live(episode, episode.live.revision.content | {"title": "Corrected"})
    assert planned(episode) == 0
    episode.refresh_from_db()
    assert again.release_id != Issue.objects.get().release_id
    assert send_due() == 0
    assert len(mailbox.mails) == 1


def test_who_left_after_it_was_planned_gets_nothing(mailbox):
    _stays, goes, just_went = (make_reader(f"{name}@example.org") for name in ("stays", "goes", "just"))
    planned(live.make_live_episode())
    leaving.leave(goes.leave_token)
    # Between the plan's look and its commit.
    type(just_went).objects.filter(pk=just_went.pk).update(state="left")
    send_due()
    assert mailbox.recipients == ["stays@example.org"]
    assert states() == ["sent", "suppressed", "suppressed"]


def test_what_was_withdrawn_before_it_went_is_dropped(mailbox):
    make_reader()
    episode = live.make_live_episode()
    planned(episode)
    LiveRevision.objects.filter(subject=episode).delete()
    assert send_due() == 0
    row = Delivery.objects.get()
    assert (row.state, row.error) == ("dropped", "The episode was withdrawn before this was sent.")
    assert mailbox.mails == []


def test_O9_a_correction_reaches_the_mails_that_have_not_gone(mailbox):
    make_readers(2)
    episode = live.make_live_episode(title="The sop that paid")
    planned(episode)
    send_due(limit=1)
    live.go_live(episode, episode.live.revision.content | {"title": "The soap that paid"})
    send_due()
    texts = [mail.get_body(("plain",)).get_content() for mail in mailbox.mails]
    assert ["sop that paid" in text for text in texts] == [True, False]
    assert "The soap that paid" in texts[1]


def test_an_address_that_is_none_is_never_written_to_again(mailbox):
    reader = make_reader("nobody@example.org")
    planned(live.make_live_episode(number=1))
    assert send_due() == 0
    assert states() == ["bounced"]
    reader.refresh_from_db()
    assert reader.state == "suppressed"
    assert Suppression.objects.get().why == "bounce"
    assert planned(live.make_live_episode(number=1)) == 0


def test_a_passing_refusal_is_tried_again_after_a_pause(mailbox):
    make_reader("later@example.org")
    planned(live.make_live_episode())
    assert send_due() == 0
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.error) == ("queued", 1, "The mail server answered 451.")
    assert send_due() == 0
    assert Delivery.objects.filter(next_at__gt=Now() + timedelta(seconds=30)).exists()


def test_a_mail_server_that_refuses_us_costs_no_subscriber(mailbox):
    make_readers(8)
    mailbox.answer = lambda mail: "550 5.7.1 Your network is not welcome here"
    planned(live.make_live_episode())
    assert send_due() == 0
    # It goes home after five in a row.
    assert sorted(states()) == ["queued"] * 8
    assert Delivery.objects.filter(attempts=1).count() == 5
    assert not Suppression.objects.exists()


def test_an_unreachable_mail_server_costs_nothing(settings):
    make_readers(3)
    planned(live.make_live_episode())
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 2},
        }
    }
    assert send_due() == 0
    assert Delivery.objects.filter(state="queued", attempts=0).count() == 3


def test_a_line_that_breaks_before_the_answer_leaves_it_uncertain_and_the_rest_goes(mailbox):
    make_readers(3)
    planned(live.make_live_episode())
    answers = iter([mailbox.hang_up])
    mailbox.answer = lambda mail: next(answers, lambda: "250 OK")()
    assert send_due() == 2
    assert sorted(states()) == ["sent", "sent", "uncertain"]
    assert send_due() == 0
    assert len(mailbox.mails) == 3


def test_A28_what_was_sending_when_its_worker_died_is_uncertain_and_never_sent_again(mailbox):
    make_readers(2)
    planned(live.make_live_episode())
    dead = Delivery.objects.order_by("id").first()
    Delivery.objects.filter(pk=dead.pk).update(
        state="sending", attempts=1, lease_until=Now() - timedelta(seconds=1)
    )
    assert send_due() == 1
    dead.refresh_from_db()
    assert dead.state == "uncertain"
    assert send_due() == 0
    assert len(mailbox.mails) == 1


def test_T10_what_waited_for_three_days_is_no_news_and_is_dropped(mailbox):
    make_reader()
    planned(live.make_live_episode())
    Delivery.objects.update(created_at=Now() - timedelta(hours=73))
    assert send_due() == 0
    assert states() == ["dropped"]
    assert mailbox.mails == []


def test_O6_a_copy_of_the_database_sends_nothing(mailbox, settings):
    make_reader()
    planned(live.make_live_episode())
    settings.ENVIRONMENT_ID = "staging"
    assert send_due() == 0
    assert (states(), mailbox.mails) == (["queued"], [])


def test_a_long_run_opens_a_new_line_now_and_then(mailbox, monkeypatch):
    assert MAILS_A_LINE >= 100
    monkeypatch.setattr("series.newsletter.sending.line.MAILS_A_LINE", 2)
    make_readers(5)
    planned(live.make_live_episode())
    assert send_due() == 5


def test_it_goes_to_a_folder_too(settings, tmp_path):
    """As `make run` has it, where mail is printed."""
    make_reader()
    planned(live.make_live_episode())
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": tmp_path / "mail"},
        }
    }
    assert send_due() == 1
    (written,) = (tmp_path / "mail").iterdir()
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in written.read_bytes()


def test_a_message_id_is_made_by_the_database_for_each(mailbox):
    make_readers(20)
    planned(live.make_live_episode())
    made = set(Delivery.objects.values_list("message_id", flat=True))
    assert len(made) == 20
    assert all(isinstance(one, uuid.UUID) for one in made)


def test_a_few_are_claimed_at_once_and_what_was_not_begun_waits_again_untried(mailbox):
    make_readers(BATCH + 4)
    mailbox.answer = lambda mail: "450 4.2.1 Come back later"
    planned(live.make_live_episode())
    assert send_due() == 0
    assert states() == ["queued"] * (BATCH + 4)
    assert Delivery.objects.filter(attempts=1, next_at__gt=Now()).count() == 5
    assert Delivery.objects.filter(attempts=0, next_at__lte=Now(), lease_until=None).count() == BATCH - 1


def test_what_was_given_back_twice_is_not_taken_from_who_claimed_it_in_between():
    make_readers(2)
    planned(live.make_live_episode())
    with transaction.atomic():
        first = claim(2)
    give_back(first)
    with transaction.atomic():
        second = claim(2)
    give_back(first)
    assert states() == ["sending", "sending"]
    give_back(second)
    assert states() == ["queued", "queued"]


def test_in_the_midst_of_a_batch_who_has_no_address_costs_the_others_nothing(mailbox):
    for name in ("one", "nobody", "later", "four"):
        make_reader(f"{name}@example.org")
    planned(live.make_live_episode())
    assert send_due() == 2
    assert states() == ["sent", "bounced", "queued", "sent"]


def test_a_server_that_hears_several_commands_at_once_is_told_so_and_answers_for_each(settings):
    with Sink() as sink:
        settings.MAILERS = {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": sink.port, "timeout": 10},
            }
        }
        sink.answers = {"nobody@example.org": b"550 5.1.1 nobody", "later@example.org": b"450 4.2.1 later"}
        for name in ("one", "nobody", "later", "four"):
            make_reader(f"{name}@example.org")
        planned(live.make_live_episode())
        assert send_due() == 2
    assert states() == ["sent", "bounced", "queued", "sent"]
    assert dict(sink.taken) == {"one@example.org": 1, "four@example.org": 1}
