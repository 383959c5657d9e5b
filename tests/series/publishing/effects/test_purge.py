"""The CDN forgets what a release changed: after the bake, again and again until it is confirmed, and once more."""

import json
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from series.models import Effect, Mark, Page
from series.models.page import Rank
from series.pages.bake import bake_marked
from series.publishing import effects
from series.states import EffectState
from tests.factories import subjects
from tests.series.publishing.effects.conftest import enqueue

PATHS = {"subject_paths": ["/s/3-soap/"], "list_paths": ["/", "/causes/кошки/"]}


@pytest.fixture
def cdn(settings, receiver):
    settings.CDN_PURGE_URL = f"{receiver.url}/purge?service=hub"
    settings.CDN_PURGE_TOKEN = "a token"
    return receiver


def purge(release) -> None:
    enqueue(release, **PATHS)


def told(call) -> list[str]:
    return json.loads(call.body)["urls"]


def test_no_cdn_no_rows(released, settings):
    settings.CDN_PURGE_URL = ""
    purge(released)
    assert not Effect.objects.filter(kind="purge").exists()


def test_a_purge_names_whole_addresses_and_carries_the_token(released, cdn, settings):
    purge(released)
    effects.deliver_due(kinds=["purge"])
    first, second = cdn.calls
    assert first.path == "/purge?service=hub"
    assert first.headers["Authorization"] == "Bearer a token"
    assert first.headers["Content-Type"] == "application/json"
    hub = settings.PUBLIC_URL
    assert told(first) == [f"{hub}/s/3-soap/"]
    assert told(second) == [f"{hub}/", f"{hub}/causes/%D0%BA%D0%BE%D1%88%D0%BA%D0%B8/"]


def test_the_subject_is_purged_when_it_is_baked_and_the_lists_when_all_is(released, cdn):
    own, listing = Page.objects.filter(kind="episode").get(), Page.objects.filter(kind="series").get()
    marks = {
        "own": Mark.objects.create(page=own, rank=Rank.SUBJECT, release=released, why="test"),
        "list": Mark.objects.create(page=listing, rank=Rank.LIST, release=released, why="test"),
    }
    purge(released)
    assert effects.deliver_due(kinds=["purge"]) == 0
    marks["own"].delete()
    assert effects.deliver_due(kinds=["purge"]) == 1
    assert effects.deliver_due(kinds=["purge"]) == 0
    marks["list"].delete()
    assert effects.deliver_due(kinds=["purge"]) == 1
    assert [len(told(call)) for call in cdn.calls] == [1, 2]


def test_marks_of_another_release_delay_nothing(released, cdn):
    page = Page.objects.filter(kind="episode").get()
    Mark.objects.create(page=page, rank=Rank.SUBJECT, why="a deploy")
    purge(released)
    assert effects.deliver_due(kinds=["purge"]) == 2


def test_D4_everything_is_purged_once_more_a_little_later(released, cdn):
    purge(released)
    effects.deliver_due(kinds=["purge"])
    assert len(cdn.calls) == 2
    Effect.objects.filter(state=EffectState.DONE).update(done_at=Now() - timedelta(seconds=4))
    assert effects.deliver_due(kinds=["purge"]) == 1
    assert told(cdn.calls[2]) == told(cdn.calls[0]) + told(cdn.calls[1])
    assert effects.deliver_due(kinds=["purge"]) == 0


def test_D3_a_purge_is_tried_for_ever_with_pauses_of_at_most_five_minutes(released, cdn):
    cdn.answer = lambda call: 500
    enqueue(released, subject_paths=["/s/3-soap/"], list_paths=[])
    Effect.objects.update(created_at=Now() - timedelta(days=30))
    pauses = []
    for _attempt in range(12):
        effects.deliver_due(kinds=["purge"])
        row = Effect.objects.annotate(now=Now()).get(target="subject")
        pauses.append((row.next_at - row.now).total_seconds())
        assert row.state == EffectState.WAITING
        Effect.objects.filter(target="subject").update(next_at=Now())
    assert row.attempts == 12
    assert row.error == "The CDN answered the purge with 500."
    assert max(pauses) <= 300
    assert pauses[0] <= 1
    assert sorted(pauses[:8]) == pauses[:8]
    cdn.answer = lambda call: 204
    effects.deliver_due(kinds=["purge"])
    row.refresh_from_db()
    assert (row.state, row.error) == (EffectState.DONE, "")
    assert row.done_at is not None


def test_a_cdn_that_fails_is_asked_once_a_round_and_not_for_every_row(released, cdn):
    cdn.answer = lambda call: 503
    purge(released)
    effects.deliver_due(kinds=["purge"])
    assert len(cdn.calls) == 1


def test_a_cdn_that_is_not_there_delays_no_mail_of_another_release(released, cdn, mailbox, settings):
    settings.CDN_PURGE_URL = "http://127.0.0.1:9/purge"
    purge(released)
    settings.CDN_PURGE_URL = ""
    from tests.series.publishing.effects.conftest import released_episode

    other = released_episode(number=9, title="Another")
    enqueue(other, **PATHS)
    effects.deliver_due()
    assert {mail["Subject"] for mail in mailbox.mails} == {"Now public: Episode 9, “Another”"}
    assert "The CDN did not take the purge" in Effect.objects.filter(kind="purge", attempts=1).get().error


@pytest.mark.django_db(transaction=True)
def test_D1_a_release_purges_the_home_that_a_cdn_keeps(cdn):
    """Pages themselves say `no-cache` (tests/nginx/test_headers.py): a CDN that keeps them anyway is told."""
    subjects.published(subjects.make_episode())
    bake_marked()
    effects.deliver_due(kinds=["purge"])
    assert any(url.removeprefix("http://hub.test") == "/" for call in cdn.calls for url in told(call))
