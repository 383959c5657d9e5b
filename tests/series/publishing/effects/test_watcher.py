"""The watcher delivers what is left beside its look for releases, never before it."""

import time
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from series.management.commands.publish_due import Command
from series.models import Effect, WebhookEndpoint
from tests.factories import subjects
from tests.series.publishing.effects.conftest import enqueue

pytestmark = pytest.mark.django_db(transaction=True)


def test_O5_a_slow_receiver_holds_up_no_release(released, receiver, mailbox):
    WebhookEndpoint.objects.create(url=f"{receiver.url}/hook")
    enqueue(released, subject_paths=["/s/3-soap/"], list_paths=["/"])
    Effect.objects.update(created_at=Now() - timedelta(seconds=60))
    receiver.answer = lambda call: time.sleep(8) or 200
    watcher = Command()
    begun = time.monotonic()
    watcher._take_overdue()
    release = subjects.due(subjects.make_episode(), seconds_ago=10)
    watcher._take_overdue()
    seconds = time.monotonic() - begun
    watcher._courier.join(60)

    release.refresh_from_db()
    assert release.state == "published"
    assert seconds < 6
    assert len(receiver.calls) == 1
