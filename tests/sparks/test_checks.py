"""A process that would fail quietly later is told so at its start."""

import zoneinfo

import pytest
from django.core.checks import Error, run_checks

from sparks import checks
from sparks.celery import app


def ids(found) -> list[str]:
    return [message.id for message in found]


def test_this_checkout_passes():
    assert [message for message in run_checks() if message.id.startswith("sparks.")] == []


def test_Q11_a_queue_that_nobody_listens_to_is_refused(monkeypatch):
    monkeypatch.setitem(app.conf, "task_routes", {"series.tick": {"queue": "tik"}})
    found = checks.queues_are_known(None)
    assert ids(found) == ["sparks.E001"]
    assert "“series.tick” goes to the queue 'tik', which no worker listens to." in found[0].msg
    assert isinstance(found[0], Error)


def test_Q11_so_is_one_of_beats_and_the_default(monkeypatch, settings):
    entry = {"task": "series.tick", "schedule": 1.0, "options": {"queue": "celery"}}
    monkeypatch.setitem(app.conf, "beat_schedule", {"tick": entry})
    settings.CELERY_TASK_DEFAULT_QUEUE = "celery"
    assert ids(checks.queues_are_known(None)) == ["sparks.E001", "sparks.E001"]


def test_a_task_that_does_not_exist_is_refused(monkeypatch):
    entry = {"task": "series.tock", "schedule": 1.0, "options": {"queue": "tick"}}
    monkeypatch.setitem(app.conf, "beat_schedule", {"tick": entry})
    assert "series.tock" in checks.tasks_exist(None)[0].msg


def test_zones_of_the_system_are_refused():
    try:
        zoneinfo.reset_tzpath(["/usr/share/zoneinfo"])
        assert ids(checks.zones_are_ours(None)) == ["sparks.E003"]
    finally:
        zoneinfo.reset_tzpath(())
    assert checks.zones_are_ours(None) == []


@pytest.mark.parametrize("value", ["hooks.example/beat", "ftp://example.org/", "https:///beat"])
def test_an_address_that_is_none_is_refused(settings, value):
    settings.HEARTBEAT_URL = value
    assert ids(checks.addresses_are_addresses(None)) == ["sparks.E004"]


def test_a_nameless_environment_is_refused(settings):
    settings.ENVIRONMENT_ID = ""
    assert ids(checks.settings_go_together(None)) == ["sparks.E005"]


def test_half_an_object_store_is_refused(settings):
    settings.S3_PRIVATE_BUCKET = "private"
    found = list(checks.settings_go_together(None))
    assert ids(found) == ["sparks.E006"]
    assert "S3_SECRET_ACCESS_KEY" in found[0].msg


def test_one_bucket_for_private_and_public_is_refused(settings):
    settings.S3_PRIVATE_BUCKET = settings.S3_PUBLIC_BUCKET = "media"
    assert ids(checks.settings_go_together(None))[-1] == "sparks.E007"


def test_a_visibility_timeout_within_a_tasks_time_is_warned_of(settings):
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600}
    assert ids(checks.outward_settings_are_meant(None)) == ["sparks.W002"]
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
    settings.CDN_PURGE_URL = "https://cdn.example/purge"
    assert ids(checks.outward_settings_are_meant(None)) == ["sparks.W001"]


@pytest.mark.django_db
def test_T8_clocks_that_differ_by_more_than_two_seconds_are_warned_of(monkeypatch):
    assert checks.clocks_agree(None, databases=["default"]) == []

    class Ahead(checks.datetime):
        @classmethod
        def now(cls, tz=None):
            return super().now(tz) + checks.timedelta(hours=8)

    monkeypatch.setattr(checks, "datetime", Ahead)
    found = checks.clocks_agree(None, databases=["default"])
    assert ids(found) == ["sparks.W003"]
    assert "28800 s apart" in found[0].msg


@pytest.mark.parametrize(
    ("build", "found"), [("", []), ("20260305T0900-1a2b", []), ("local", ["sparks.E008"])]
)
def test_a_build_that_does_not_sort_by_age_is_refused(settings, build, found):
    settings.BUILD = build
    assert ids(checks.builds_sort_by_age(None)) == found


def test_X5_production_without_a_second_factor_is_warned_of(settings):
    settings.REQUIRE_SECOND_FACTOR = False
    assert ids(checks.a_second_factor_is_required(None)) == ["sparks.W004"]
    settings.REQUIRE_SECOND_FACTOR = True
    assert ids(checks.a_second_factor_is_required(None)) == []


def test_X5_it_is_required_where_nobody_says_otherwise():
    from sparks.settings import base

    assert base.REQUIRE_SECOND_FACTOR is True
