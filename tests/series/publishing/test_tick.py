"""Meeting the instant: never early, at most a moment late, whoever ticks."""

import threading
import time

import pytest
from django.db import IntegrityError, connection, connections, transaction

from series.models import Release
from series.publishing import tick as ticking
from series.publishing.due import database_now, seconds_to_next
from series.publishing.tick import TICK_LOCK, run_due, tick
from tests.factories import subjects

pytestmark = pytest.mark.django_db(transaction=True)


def _until_published(release: Release, *, patience: float) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        tick()
        release.refresh_from_db()
        if release.state == "published":
            return
        time.sleep(0.2)
    raise AssertionError(f"still {release.state}")


def test_T7_a_release_goes_out_after_its_instant_by_the_databases_clock_and_soon():
    release = subjects.scheduled(subjects.make_episode(), seconds=3)
    _until_published(release, patience=15)
    late = (release.published_at - release.instant).total_seconds()
    assert 0 <= late < 10


@pytest.mark.parametrize("hours", [-8, 8])
def test_T7_T8_a_workers_own_clock_is_never_asked(monkeypatch, hours):
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + hours * 3600)
    release = subjects.scheduled(subjects.make_episode(), seconds=3)
    assert tick() == 0
    _until_published(release, patience=15)
    assert release.published_at >= release.instant


def test_T7_the_database_itself_refuses_an_early_publication():
    release = subjects.scheduled(subjects.make_episode(), seconds=3600)
    with pytest.raises(IntegrityError, match="never_early"), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(state="published", published_at=database_now())


@pytest.fixture
def lock_elsewhere():
    """Another process is at its tick."""
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", TICK_LOCK)
            held.set()
            let_go.wait(30)
        connections.close_all()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    yield
    let_go.set()
    holder.join(30)


def test_T13_a_tick_that_can_not_get_the_lock_leaves_what_is_just_due(monkeypatch, lock_elsewhere):
    monkeypatch.setattr(ticking, "HELP_AFTER", 60.0)
    release = subjects.due(subjects.make_episode(), seconds_ago=1)
    assert tick() == 0
    release.refresh_from_db()
    assert release.state == "scheduled"


def test_T10_a_tick_that_can_not_get_the_lock_helps_with_a_backlog(lock_elsewhere):
    subjects.due(subjects.make_episode(), seconds_ago=10)
    assert tick() == 1


def test_it_sleeps_to_the_instant_with_no_transaction_open(monkeypatch):
    subjects.scheduled(subjects.make_episode(), seconds=3)
    slept = []

    class Watched:
        @staticmethod
        def sleep(seconds: float) -> None:
            slept.append((seconds, connection.in_atomic_block))
            time.sleep(seconds)

    while (wait := seconds_to_next()) is None or wait > 0.9:
        time.sleep(0.05)
    monkeypatch.setattr(ticking, "time", Watched)
    ticking.tick()
    assert [inside for _seconds, inside in slept] == [False]
    assert 0 < slept[0][0] <= ticking.LOOK_AHEAD


def test_T9_what_fell_due_while_nobody_ticked_goes_out_with_the_first_tick():
    releases = [subjects.due(subjects.make_episode(), seconds_ago=20 * 60 - i) for i in range(3)]
    assert tick() == 3
    for release in releases:
        release.refresh_from_db()
        assert release.state == "published"


def test_the_watcher_leaves_the_workers_five_seconds():
    subjects.due(subjects.make_episode(), seconds_ago=2)
    assert run_due(overdue_by=5.0) == 0
    assert run_due(overdue_by=1.0) == 1


def test_nothing_is_published_while_the_seal_does_not_match(settings):
    release = subjects.due(subjects.make_episode())
    settings.ENVIRONMENT_ID = "a copy elsewhere"
    assert tick() == 0
    release.refresh_from_db()
    assert release.state == "scheduled"
