"""Tasks are doors, and what they ask of others goes through real Redis."""

import json

import pytest
import redis

from series import tasks
from series.health import canary
from series.models import Release
from sparks.celery import app
from sparks.embedded import redis_server
from tests.factories import subjects


@pytest.fixture
def queue(tmp_path_factory, settings, monkeypatch):
    server = redis_server.start(tmp_path_factory.mktemp("redis"))
    settings.REDIS_URL = server.url
    monkeypatch.setitem(app.conf, "broker_url", server.url)
    # Celery keeps its connections for the life of a process, to wherever its broker was then.
    app._after_fork()
    with redis.Redis.from_url(server.unix_url) as client:
        yield client
    app.pool.force_close_all()
    app._after_fork()
    server.stop()


@pytest.mark.django_db(transaction=True)
def test_a_tick_that_released_something_asks_another_worker_to_deliver(queue):
    subjects.due(subjects.make_episode())
    tasks.run_tick()
    assert Release.objects.get(state="published")
    waiting = [json.loads(message)["headers"]["task"] for message in queue.lrange("notify", 0, -1)]
    assert waiting == ["series.deliver_effects"]
    assert queue.exists(canary.KEY)
    tasks.run_tick()
    assert queue.llen("notify") == 1
