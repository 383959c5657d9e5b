"""/healthz, /readyz and the heartbeat tell the truth, and nothing more than they must."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from series import health
from series.health import canary
from series.models import Effect, Mark, Page, Release
from sparks.embedded import redis_server
from tests.series.publishing.effects.receivers import Receiver


@pytest.fixture(scope="module")
def redis_home(tmp_path_factory):
    server = redis_server.start(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture
def well(db, redis_home, settings, client) -> Client:
    """An installation where all is well."""
    settings.REDIS_URL = redis_home.url
    canary.sing()
    return client


def findings(client: Client) -> dict[str, tuple[bool, str]]:
    body = json.loads(client.get("/readyz").content)
    return {check["name"]: (check["ok"], check["sentence"]) for check in body["checks"]}


def assert_only(client: Client, name: str, words: str) -> None:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert json.loads(response.content)["ready"] is False
    bad = {name: sentence for name, (ok, sentence) in findings(client).items() if not ok}
    assert list(bad) == [name]
    assert words in bad[name]


def release(**fields) -> Release:
    return Release.objects.create(**{"kind": "update", "state": "planned", "instant": soon(), **fields})


def soon(seconds: int = 3600):
    return (timezone.now() + timedelta(seconds=seconds)).replace(microsecond=0)


def test_all_is_well(well):
    response = well.get("/readyz")
    assert response.status_code == 200
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert json.loads(response.content)["ready"] is True
    assert set(findings(well)) == {
        "database",
        "migrations",
        "seal",
        "overdue",
        "held",
        "baked",
        "purged",
        "redis",
        "workers",
        "pages",
    }


def test_alive_touches_nothing(client, settings, django_assert_num_queries, db):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    settings.PAGES_ROOT = Path("/nowhere")
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"alive\n")
    assert "Set-Cookie" not in response
    assert client.post("/healthz").status_code == 405


def test_ready_costs_the_same_queries_with_one_release_and_with_many(well, django_assert_max_num_queries):
    release(state="held", hold_reason="x")
    with django_assert_max_num_queries(9):
        well.get("/readyz")
    for _ in range(20):
        release(state="held", hold_reason="x")
    with django_assert_max_num_queries(9):
        well.get("/readyz")


def test_T17_a_release_more_than_30_s_overdue_is_an_alarm(well):
    late = release(state="scheduled", instant=soon(-29))
    assert well.get("/readyz").status_code == 200
    Release.objects.filter(pk=late.pk).update(instant=soon(-32))
    assert_only(well, "overdue", f"Releases more than 30 s overdue: {late.pk}.")


def test_a_held_release_is_an_alarm_and_its_reason_stays_inside(well):
    held = release(state="held", hold_reason="Consent of Wilma Hargrove has ended.")
    assert_only(well, "held", f"Releases held and waiting for a person: {held.pk}.")
    assert b"Wilma" not in well.get("/readyz").content


def test_a_page_that_waits_for_a_minute_is_an_alarm_and_a_deploy_is_none(well):
    page = Page.objects.create(path="/somewhere/", kind="legal", state="up")
    Mark.objects.create(page=page, rank=9, why="build", created_at=Now() - timedelta(hours=1))
    Mark.objects.create(page=page, rank=1, why="x")
    assert well.get("/readyz").status_code == 200
    Mark.objects.filter(page=page).update(created_at=Now() - timedelta(seconds=61))
    assert_only(well, "baked", "1 pages have waited")


def test_D3_a_purge_that_failed_for_ten_minutes_is_an_alarm(well):
    purge = Effect.objects.create(release=release(), kind="purge", target="lists", attempts=3)
    assert well.get("/readyz").status_code == 200
    Effect.objects.update(created_at=Now() - timedelta(minutes=11))
    assert_only(well, "purged", "1 purges of the CDN have failed")
    Effect.objects.filter(pk=purge.pk).update(state="sending")
    Effect.objects.filter(pk=purge.pk).update(state="done")
    assert well.get("/readyz").status_code == 200


def test_O6_a_restored_copy_is_an_alarm(well, settings):
    settings.ENVIRONMENT_ID = "staging"
    assert_only(well, "seal", "this installation is “staging”")


def test_a_missing_migration_is_an_alarm(well):
    MigrationRecorder(connection).migration_qs.filter(app="series").delete()
    assert_only(well, "migrations", "series.0001_initial")


def test_pages_that_cannot_be_written_are_an_alarm(well, settings, tmp_path):
    settings.PAGES_ROOT = tmp_path / "file" / "public"
    (tmp_path / "file").write_text("in the way")
    assert_only(well, "pages", "Pages can't be written: Not a directory.")


def test_T9_a_redis_that_is_gone_is_an_alarm(well, settings):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    assert {name for name, (ok, _) in findings(well).items() if not ok} == {"redis", "workers"}


def test_Q2_workers_that_take_no_tick_are_an_alarm_within_a_minute(well):
    with canary.queue() as client:
        assert 0 < client.ttl(canary.KEY) <= 45
        client.delete(canary.KEY)
    assert_only(well, "workers", "No worker has taken a tick for 45 s")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_gone_is_an_alarm_and_no_crash(redis_home, settings, client, restore_database):
    settings.REDIS_URL = redis_home.url
    canary.sing()
    restore_database()
    response = client.get("/readyz")
    assert response.status_code == 503
    found = findings(client)
    assert found["database"] == (False, "The database does not answer.")
    assert "seal" not in found
    assert client.get("/healthz").status_code == 200


@pytest.fixture
def restore_database() -> Callable[[], None]:
    """Points the connection at a socket where nobody listens, until the test is over."""
    host = connection.settings_dict["HOST"]

    def cut() -> None:
        connection.close()
        connection.settings_dict["HOST"] = "/nowhere"

    yield cut
    connection.close()
    connection.settings_dict["HOST"] = host


def test_no_secret_is_in_the_answer(well, settings):
    settings.REDIS_URL = "redis://:hunter2@127.0.0.1:9/0"
    body = well.get("/readyz").content
    assert b"hunter2" not in body
    assert settings.SECRET_KEY.encode() not in body


def test_the_heart_beats_only_while_all_is_well(well, settings):
    with Receiver() as outside:
        assert health.heartbeat() is False
        settings.HEARTBEAT_URL = f"{outside.url}/beat/1"
        assert health.heartbeat() is True
        assert outside.paths() == ["/beat/1"]
        release(state="held", hold_reason="x")
        assert health.heartbeat() is False
        assert len(outside.calls) == 1


def test_a_heartbeat_that_nobody_hears_is_no_crash(well, settings):
    settings.HEARTBEAT_URL = "http://127.0.0.1:9/beat"
    assert health.heartbeat() is False
    with Receiver() as outside:
        outside.answer = lambda call: 500
        settings.HEARTBEAT_URL = outside.url
        assert health.heartbeat() is False
