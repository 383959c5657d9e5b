"""What is looked at when a process starts: better a sentence now than a release that never goes."""

import re
import zoneinfo
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.utils.module_loading import autodiscover_modules

# The queues that workers listen to; see docker-compose.yml and sparks/embedded.
QUEUES = frozenset({"tick", "publish", "pages", "media", "notify"})


@register(Tags.compatibility)
def queues_are_known(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A message in a queue that nobody listens to waits for ever, and nobody sees it."""
    from sparks.celery import app

    routes = {name: route.get("queue") for name, route in (app.conf.task_routes or {}).items()}
    beats = {name: entry["options"].get("queue") for name, entry in app.conf.beat_schedule.items()}
    default = {"CELERY_TASK_DEFAULT_QUEUE": settings.CELERY_TASK_DEFAULT_QUEUE}
    return [
        Error(
            f"“{name}” goes to the queue {queue!r}, which no worker listens to.",
            hint=f"Use one of {', '.join(sorted(QUEUES))}.",
            id="sparks.E001",
        )
        for name, queue in {**routes, **beats, **default}.items()
        if queue not in QUEUES
    ]


@register(Tags.compatibility)
def tasks_exist(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    from sparks.celery import app

    # Celery's own way of importing them runs these checks again.
    autodiscover_modules("tasks")
    named = {*(app.conf.task_routes or {}), *(entry["task"] for entry in app.conf.beat_schedule.values())}
    return [
        Error(
            f"Nothing is registered as the task {name!r}.", hint="Look at sparks/celery.py.", id="sparks.E002"
        )
        for name in sorted(named - set(app.tasks))
    ]


@register(Tags.compatibility)
def zones_are_ours(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every machine must resolve a wall time alike, so zones come from the locked tzdata package alone."""
    if zoneinfo.TZPATH:
        return [
            Error(
                "Time zones are read from the system.",
                hint="Leave zoneinfo.reset_tzpath(()) in sparks/settings/base.py, and PYTHONTZPATH unset.",
                id="sparks.E003",
            )
        ]
    try:
        summer = datetime(2026, 7, 1, tzinfo=zoneinfo.ZoneInfo("America/New_York")).utcoffset()
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        summer = None
    if summer != timedelta(hours=-4) or len(zoneinfo.available_timezones()) < 400:
        return [
            Error(
                "The time zone data is missing or broken.",
                hint="Install the tzdata package again.",
                id="sparks.E003",
            )
        ]
    return []


@register(Tags.compatibility)
def addresses_are_addresses(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterable[CheckMessage]:
    for name in ("HEARTBEAT_URL", "CDN_PURGE_URL"):
        value = getattr(settings, name)
        if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
            yield Error(f"{name} is no http(s) address.", hint="Give a whole one, or none.", id="sparks.E004")


@register(Tags.compatibility)
def settings_go_together(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterable[CheckMessage]:
    if not settings.ENVIRONMENT_ID:
        yield Error(
            "ENVIRONMENT_ID is not set: nothing would be published or sent.",
            hint="Give this installation a name that no other has.",
            id="sparks.E005",
        )
    if settings.S3_PRIVATE_BUCKET:
        wanted = [
            "S3_ENDPOINT_URL",
            "S3_ACCESS_KEY_ID",
            "S3_SECRET_ACCESS_KEY",
            "S3_PUBLIC_BUCKET",
            "S3_PUBLIC_URL",
        ]
        missing = [name for name in wanted if not getattr(settings, name)]
        if missing:
            yield Error(
                f"S3_PRIVATE_BUCKET is set, and {', '.join(missing)} not.",
                hint="Set them all, or none to keep media in folders.",
                id="sparks.E006",
            )
        if settings.S3_PUBLIC_BUCKET == settings.S3_PRIVATE_BUCKET:
            yield Error(
                "The private and the public bucket are the same: everything unreleased would be public.",
                hint="Make two.",
                id="sparks.E007",
            )


@register(Tags.security, deploy=True)
def outward_settings_are_meant(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterable[CheckMessage]:
    if settings.CDN_PURGE_URL and not settings.CDN_PURGE_TOKEN:
        yield Caution("The CDN is purged without a token.", hint="Set CDN_PURGE_TOKEN.", id="sparks.W001")
    timeout = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    if timeout <= settings.CELERY_TASK_TIME_LIMIT:
        yield Caution(
            f"A task may run {settings.CELERY_TASK_TIME_LIMIT} s, and is given to a second worker after {timeout} s.",
            hint="Make CELERY_VISIBILITY_TIMEOUT longer.",
            id="sparks.W002",
        )


@register(Tags.security, deploy=True)
def a_second_factor_is_required(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterable[CheckMessage]:
    if not settings.REQUIRE_SECOND_FACTOR:
        yield Caution(
            "Staff sign in with a password alone.",
            hint="Leave REQUIRE_SECOND_FACTOR unset outside a demonstration.",
            id="sparks.W004",
        )


@register(Tags.database)
def clocks_agree(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Instants are judged by the database's clock; a person reads this machine's."""
    from django.db import connections

    messages: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            skew = abs((cursor.fetchone()[0] - datetime.now(UTC)).total_seconds())
        if skew > 2:
            messages.append(
                Caution(
                    f"This machine's clock and the database's are {skew:.0f} s apart.",
                    hint="Releases follow the database's. Set both by NTP.",
                    id="sparks.W003",
                )
            )
    return messages


@register(Tags.compatibility)
def builds_sort_by_age(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if not settings.BUILD or re.match(r"\d{8}", settings.BUILD):
        return []
    return [
        Error(
            f"BUILD is {settings.BUILD!r}; builds are compared by name, so it must start with its date.",
            hint="Use something like 20260305T0900-1a2b3c4.",
            id="sparks.E008",
        )
    ]
