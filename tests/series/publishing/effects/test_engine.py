"""Rows, claims, leases and rounds: what holds for every kind of effect."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from django.test import override_settings

from series.models import Effect, WebhookEndpoint
from series.publishing import due, effects
from series.publishing.effects import delivery
from series.publishing.effects.backoff import Backoff
from series.publishing.effects.claim import claim
from series.states import EffectState
from sparks.states import IllegalMove
from tests.factories import subjects
from tests.series.publishing.effects.conftest import enqueue, released_episode

PATHS = {"subject_paths": ["/s/3-soap/", "/embed/3/"], "list_paths": ["/", "/feed.xml"]}


def states(**found: object) -> list[str]:
    return list(Effect.objects.filter(**found).order_by("id").values_list("state", flat=True))


def hurry() -> None:
    """Let the pauses pass."""
    Effect.objects.filter(state=EffectState.WAITING).update(next_at=Now())


@pytest.fixture
def cdn(settings, receiver):
    settings.CDN_PURGE_URL = f"{receiver.url}/purge"
    settings.CDN_PURGE_TOKEN = "a token"
    return receiver


def test_rows_are_written_once_however_often_asked(released, cdn):
    WebhookEndpoint.objects.create(url=f"{cdn.url}/hook")
    enqueue(released, **PATHS)
    enqueue(released, **PATHS)
    assert sorted(Effect.objects.values_list("kind", "target")) == [
        ("notice", "ana@example.org"),
        ("notice", "ben@example.org"),
        ("notice", "chi@example.org"),
        ("purge", "again"),
        ("purge", "lists"),
        ("purge", "subject"),
        ("webhook", str(WebhookEndpoint.objects.get().pk)),
    ]


def test_a_release_costs_the_same_queries_however_many_pages_it_touches(
    released, cdn, django_assert_num_queries
):
    with django_assert_num_queries(5):
        enqueue(released, **PATHS)
    others = [released_episode(number=number) for number in range(9, 12)]
    told = [
        effects.Told(release=other, subject_paths=["/s/"] * 50, list_paths=["/"] * 50) for other in others
    ]
    with django_assert_num_queries(5):
        effects.enqueue(told)


def test_Q5_what_is_rolled_back_is_never_sent(released, cdn, mailbox):
    with transaction.atomic():
        enqueue(released, **PATHS)
        transaction.set_rollback(True)
    assert effects.deliver_due() == 0
    assert (cdn.calls, mailbox.mails) == ([], [])


def test_Q3_nothing_is_sent_before_the_commit(released, cdn, mailbox):
    sent_meanwhile: list[int] = []

    def somebody_else() -> None:
        try:
            sent_meanwhile.append(effects.deliver_due())
        finally:
            connection.close()

    with transaction.atomic():
        enqueue(released, **PATHS)
        other = threading.Thread(target=somebody_else)
        other.start()
        other.join(timeout=60)
    assert sent_meanwhile == [0]
    assert effects.deliver_due() == 5


def test_Q1_everything_is_delivered_from_the_rows_alone(released, cdn, mailbox):
    """No message of any queue is involved: the rows are all there is."""
    enqueue(released, **PATHS)
    assert effects.deliver_due() == 5
    assert len(cdn.calls) == 2
    assert sorted(mailbox.recipients) == ["ana@example.org", "ben@example.org", "chi@example.org"]
    assert effects.deliver_due() == 0


def test_Q10_a_retry_repeats_only_what_failed(released, cdn, mailbox):
    cdn.answer = lambda call: 500 if b"feed.xml" in call.body else 200
    enqueue(released, **PATHS)
    effects.deliver_due()
    assert len(mailbox.mails) == 3
    cdn.answer = lambda call: 200
    hurry()
    effects.deliver_due()
    assert [b"feed.xml" in call.body for call in cdn.calls] == [False, True, True]
    assert len(mailbox.mails) == 3


def test_one_bad_row_stops_no_other(released, cdn, mailbox):
    enqueue(released, **PATHS)
    Effect.objects.filter(target="ana@example.org").update(
        payload={"about": "nonsense", "to": "ana@example.org"}
    )
    assert effects.deliver_due() == 4
    row = Effect.objects.get(target="ana@example.org")
    assert row.state == EffectState.PARKED
    assert "could not be written" in row.error


def test_an_unforeseen_failure_of_a_purge_is_tried_again(released, cdn):
    enqueue(released, **PATHS)
    Effect.objects.filter(target="subject").update(payload={})
    effects.deliver_due(kinds=["purge"])
    row = Effect.objects.get(target="subject")
    assert (row.state, row.attempts) == (EffectState.WAITING, 1)
    assert "nobody foresaw" in row.error


def test_only_what_is_old_enough_is_taken_when_asked_so(released, cdn, mailbox):
    enqueue(released, **PATHS)
    assert effects.deliver_due(older_than=60) == 0
    Effect.objects.update(created_at=Now() - timedelta(seconds=61))
    assert effects.deliver_due(older_than=60) == 5


def test_a_limit_is_a_limit(released, cdn, mailbox):
    enqueue(released, **PATHS)
    assert effects.deliver_due(limit=2) == 2
    assert effects.deliver_due() == 3


def test_O6_nothing_is_sent_while_the_seal_does_not_match(released, cdn, mailbox):
    enqueue(released, **PATHS)
    # Not the settings fixture: it would still hold when the emptied database is sealed anew.
    with override_settings(ENVIRONMENT_ID="a restored copy"):
        assert effects.deliver_due() == 0
    assert (cdn.calls, mailbox.mails) == ([], [])
    assert set(states()) == {"waiting"}


def test_T10_after_an_outage_everything_goes_in_order_however_old(released, receiver, mailbox):
    WebhookEndpoint.objects.create(url=f"{receiver.url}/hook")
    for number in range(4, 10):
        enqueue(released_episode(number=number), **PATHS)
    Effect.objects.update(created_at=Now() - timedelta(days=5))
    effects.deliver_due()
    assert set(states()) == {"done"}
    told = [int(mail["Subject"].split()[3].strip(",")) for mail in mailbox.mails]
    assert told == sorted(told)


def test_T10_while_many_releases_wait_purges_go_and_mail_waits(released, cdn, mailbox, monkeypatch):
    enqueue(released, **PATHS)
    for _ in range(3):
        subjects.due(subjects.make_episode())
    monkeypatch.setattr(delivery, "crowded", lambda: due.crowded(by=3))
    assert effects.deliver_due() == 2
    assert (len(cdn.calls), mailbox.mails) == (2, [])
    monkeypatch.setattr(delivery, "crowded", lambda: due.crowded(by=4))
    assert effects.deliver_due() == 3


@pytest.mark.django_db(transaction=True)
def test_T10_what_waits_for_long_holds_no_mail_back():
    subjects.due(subjects.make_episode(), seconds_ago=120)
    assert due.crowded(by=1) is False
    subjects.due(subjects.make_episode())
    assert due.crowded(by=1) is True


def test_a_row_that_somebody_else_claimed_is_left(released, cdn):
    enqueue(released, **PATHS)
    row = Effect.objects.get(target="subject")
    assert claim(row.pk) is not None
    assert claim(row.pk) is None


def test_O2_a_dead_senders_purge_is_sent_again_when_its_lease_has_passed(released, cdn):
    enqueue(released, **PATHS)
    row = Effect.objects.get(target="subject")
    claim(row.pk)
    assert effects.deliver_due(kinds=["purge"]) == 1
    assert states(target="subject") == ["sending"]
    Effect.objects.filter(pk=row.pk).update(lease_until=Now() - timedelta(seconds=1))
    assert effects.deliver_due(kinds=["purge"]) == 1
    assert states(target="subject") == ["done"]


def test_Q8_a_sender_who_outlived_its_lease_does_not_overwrite_what_came_after(released, cdn):
    enqueue(released, **PATHS)
    pk = Effect.objects.get(target="subject").pk

    def overtaken(_call: object) -> int:
        cdn.answer = lambda call: 200
        Effect.objects.filter(pk=pk).update(lease_until=Now() - timedelta(seconds=1))
        done_by_other = threading.Thread(target=_deliver_and_close)
        done_by_other.start()
        done_by_other.join(timeout=60)
        return 500

    cdn.answer = overtaken
    effects.deliver_due(kinds=["purge"])
    row = Effect.objects.get(pk=pk)
    assert (row.state, row.attempts) == (EffectState.DONE, 2)


def _deliver_and_close() -> None:
    try:
        effects.deliver_due(kinds=["purge"])
    finally:
        connection.close()


def test_what_was_given_up_can_be_tried_again_by_a_person(released, cdn):
    enqueue(released, **PATHS)
    row = Effect.objects.get(target="subject")
    with pytest.raises(IllegalMove, match="Only what was given up"):
        effects.retry(effect_id=row.pk)
    Effect.objects.filter(pk=row.pk).update(state=EffectState.PARKED)
    effects.retry(effect_id=row.pk)
    effects.deliver_due(kinds=["purge"])
    assert states(target="subject") == ["done"]


def test_Q9_what_became_of_it_is_written_down_after_the_database_dropped_us(released, cdn):
    enqueue(released, **PATHS)

    def cut_the_sender(_call: object) -> int:
        cdn.answer = lambda call: 200
        cutter = threading.Thread(target=_terminate_others)
        cutter.start()
        cutter.join(timeout=60)
        return 200

    cdn.answer = cut_the_sender
    effects.deliver_due(kinds=["purge"])
    assert states(target="subject") == ["done"]


def _terminate_others() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user"
            )
    finally:
        connection.close()


def test_pauses_double_up_to_the_longest_and_vary_by_a_fifth():
    backoff = Backoff(
        first=timedelta(seconds=1), longest=timedelta(minutes=5), give_up_after=timedelta(hours=72)
    )
    for attempts, expected in [(1, 1), (2, 2), (5, 16), (9, 256), (10, 300), (10_000, 300)]:
        pauses = [backoff.pause(attempts=attempts).total_seconds() for _ in range(50)]
        assert expected * 0.8 <= min(pauses) <= max(pauses) <= expected
        assert len(set(pauses)) > 1
    assert not backoff.exhausted(age=timedelta(hours=71))
    assert backoff.exhausted(age=timedelta(hours=72))
