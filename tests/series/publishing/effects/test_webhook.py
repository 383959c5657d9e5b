"""Receivers are told after the commit, signed, in order, and none of them can hold up another."""

import hashlib
import hmac
import json
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now

from series.models import Effect, Mark, Page, Release, WebhookEndpoint
from series.models.page import Rank
from series.publishing import effects
from series.publishing.due import database_now
from series.states import EffectState
from tests.series.publishing.effects.conftest import enqueue, released_episode, withdrawal_of

PATHS = {"subject_paths": ["/s/3-soap/"], "list_paths": ["/"]}


@pytest.fixture
def endpoint(released, receiver) -> WebhookEndpoint:
    return WebhookEndpoint.objects.create(url=f"{receiver.url}/hook", secret="between us")


def deliver() -> int:
    return effects.deliver_due(kinds=["webhook"])


def tell(release: Release) -> None:
    enqueue(release, **PATHS)


def row(**found: object) -> Effect:
    return Effect.objects.get(kind="webhook", **found)


def test_O3_a_receiver_hears_of_a_release_and_not_of_its_scheduling(released, endpoint, receiver):
    Release.objects.create(kind="publish", state="planned", instant="2030-01-01T00:00:00Z")
    assert deliver() == 0
    tell(released)
    assert deliver() == 1
    assert receiver.paths() == ["/hook"]


def test_O4_the_body_says_the_state_after_the_commit(released, endpoint, receiver, settings):
    tell(released)
    deliver()
    body = json.loads(receiver.calls[0].body)
    subject = released.items.get().subject
    content = subject.live.revision.content
    assert body == {
        "id": str(row().idempotency_key),
        "event": "release.published",
        "at": released.published_at.isoformat(),
        "release": {
            "id": released.pk,
            "state": "published",
            "instant": released.instant.isoformat(),
            "notice": "",
        },
        "subjects": [
            {
                "id": subject.pk,
                "kind": "episode",
                "role": "main",
                "change": "publish",
                "name": "The soap that paid the rent",
                "url": f"{settings.PUBLIC_URL}/{content['series_slug']}/3-{content['slug']}/",
                "state": "live",
                "revision": 1,
            }
        ],
        "urls": [f"{settings.PUBLIC_URL}/s/3-soap/"],
    }


def test_a_withdrawal_names_what_was_public_and_never_the_working_copy(released, endpoint, receiver):
    episode = released.items.get().subject.episode
    type(episode).objects.filter(pk=episode.pk).update(title="An unapproved new title")
    tell(withdrawal_of(released))
    deliver()
    body = json.loads(receiver.calls[0].body)
    assert (body["event"], body["release"]["notice"]) == ("release.withdrawn", "Asked for.")
    told = body["subjects"][0]
    assert (told["name"], told["state"]) == ("The soap that paid the rent", "withdrawn")


def test_X14_a_receiver_can_check_who_called_and_when(released, endpoint, receiver):
    tell(released)
    deliver()
    call = receiver.calls[0]
    parts = dict(part.split("=") for part in call.headers["Sparks-Signature"].split(","))
    signed = f"{parts['t']}.".encode() + call.body
    assert parts["v1"] == hmac.new(b"between us", signed, hashlib.sha256).hexdigest()
    assert abs(int(parts["t"]) - database_now().timestamp()) < 60
    assert call.headers["Idempotency-Key"] == str(row().idempotency_key)


def test_every_try_carries_the_same_key_and_the_same_bytes(released, endpoint, receiver):
    receiver.answer = lambda call: 500 if len(receiver.calls) == 1 else 200
    tell(released)
    deliver()
    Effect.objects.update(next_at=Now())
    deliver()
    first, second = receiver.calls
    assert first.body == second.body
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"]
    assert row().state == EffectState.DONE


def test_it_waits_for_the_subjects_page_and_its_purge_and_for_nothing_else(
    released, endpoint, receiver, settings
):
    settings.CDN_PURGE_URL = f"{receiver.url}/purge"
    own, home = Page.objects.get(kind="episode"), Page.objects.get(kind="series")
    mark = Mark.objects.create(page=own, rank=Rank.SUBJECT, release=released, why="test")
    Mark.objects.create(page=home, rank=Rank.LIST, release=released, why="a page that can't be baked")
    tell(released)
    assert deliver() == 0
    mark.delete()
    assert deliver() == 0
    assert effects.deliver_due(kinds=["purge"]) == 1
    assert deliver() == 1
    assert receiver.paths() == ["/purge", "/hook"]


def test_O5_what_happened_to_one_subject_is_told_in_order(released, endpoint, receiver):
    receiver.answer = lambda call: 500
    tell(released)
    deliver()
    tell(withdrawal_of(released))
    receiver.answer = lambda call: 200
    assert deliver() == 0
    Effect.objects.update(next_at=Now())
    assert deliver() == 2
    events = [json.loads(call.body)["event"] for call in receiver.calls]
    assert events == ["release.published", "release.published", "release.withdrawn"]


def test_O5_a_failure_about_one_subject_does_not_hold_back_another(released, endpoint, receiver):
    receiver.answer = lambda call: 500 if b"paid the rent" in call.body else 200
    tell(released)
    tell(released_episode(number=9, title="Another"))
    deliver()
    deliver()
    assert [b"Another" in call.body for call in receiver.calls] == [False, True]


def test_O5_a_silent_receiver_does_not_delay_another(released, endpoint, receiver, settings, monkeypatch):
    from series.publishing.effects import webhook

    monkeypatch.setattr(webhook, "SECONDS", 8.0)
    free = threading.Event()
    receiver.answer = lambda call: 200 if call.path == "/quick" else free.wait(30) and 200
    WebhookEndpoint.objects.create(url=f"{receiver.url}/quick")
    for number in range(4, 8):
        tell(released_episode(number=number))
    begun = time.monotonic()
    assert deliver() == 4
    free.set()
    quick = [call.at - begun for call in receiver.calls if call.path == "/quick"]
    assert len(quick) == 4
    assert max(quick) < 7.5
    assert receiver.paths().count("/hook") == 1
    failed = Effect.objects.get(target=str(endpoint.pk), attempts=1)
    assert failed.error == f"{endpoint.url} did not take it: no answer within 8 s."


def test_a_receiver_that_drips_its_answer_is_cut_off(released, endpoint, monkeypatch, settings):
    import socket

    from series.publishing.effects import webhook

    monkeypatch.setattr(webhook, "SECONDS", 1.5)
    door = socket.create_server(("127.0.0.1", 0))
    settings.WEBHOOK_ALLOWED_HOSTS = ["127.0.0.1"]
    WebhookEndpoint.objects.update(url=f"http://127.0.0.1:{door.getsockname()[1]}/")
    threading.Thread(target=_drip, args=[door], daemon=True).start()
    tell(released)
    begun = time.monotonic()
    deliver()
    assert time.monotonic() - begun < 15
    assert "no answer within 1.5 s" in row().error
    door.close()


def _drip(door) -> None:
    caller, _address = door.accept()
    with caller:
        try:
            while True:
                caller.sendall(b"H")
                time.sleep(0.1)
        except OSError:
            return


def test_O5_it_is_parked_after_72_hours_of_failures_and_the_next_one_goes(released, endpoint, receiver):
    receiver.answer = lambda call: 500
    tell(released)
    Effect.objects.update(created_at=Now() - timedelta(hours=71, minutes=59))
    deliver()
    assert row().state == EffectState.WAITING
    Effect.objects.update(created_at=Now() - timedelta(hours=72), next_at=Now())
    deliver()
    assert row().state == EffectState.PARKED
    assert row().error == f"Given up after 2 tries. The last: {endpoint.url} answered 500."
    tell(withdrawal_of(released))
    receiver.answer = lambda call: 200
    assert deliver() == 1


def test_after_an_outage_of_our_own_longer_than_72_hours_it_is_still_tried(released, endpoint, receiver):
    tell(released)
    Effect.objects.update(created_at=Now() - timedelta(days=9))
    assert deliver() == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_X8_redirects_are_not_followed(released, endpoint, receiver, status):
    receiver.answer = lambda call: (status, {"Location": f"{receiver.url}/elsewhere"})
    tell(released)
    assert deliver() == 0
    assert receiver.paths() == ["/hook"]
    assert "redirects are not followed" in row().error


def test_a_receiver_that_says_gone_is_not_asked_again(released, endpoint, receiver):
    receiver.answer = lambda call: 410
    tell(released)
    deliver()
    assert row().state == EffectState.PARKED


def test_an_endpoint_switched_off_meanwhile_hears_nothing(released, endpoint, receiver):
    tell(released)
    WebhookEndpoint.objects.update(active=False)
    deliver()
    assert receiver.calls == []
    assert "switched off" in row().error
    tell(released_episode(number=9))
    assert Effect.objects.filter(kind="webhook").count() == 1


def test_two_processes_deliver_each_row_once(released, endpoint, receiver):
    """The rows' locks tell them apart; the key is for what a dead sender leaves behind."""
    for number in range(4, 16):
        tell(released_episode(number=number))
    start = threading.Barrier(3)

    def worker() -> None:
        try:
            start.wait(timeout=30)
            deliver()
        finally:
            connection.close()

    workers = [threading.Thread(target=worker) for _ in range(3)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(timeout=60)
    deliver()
    keys = [call.headers["Idempotency-Key"] for call in receiver.calls]
    assert len(keys) == len(set(keys)) == 12
