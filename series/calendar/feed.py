"""The schedule as an iCalendar file (RFC 5545), for the calendars of staff."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pghistory.core
from django.conf import settings
from django.db.models import Count, Max
from django.urls import reverse
from icalendar import Calendar, Event, vText

from series.calendar.entries import Entry, Kind
from series.calendar.reading import released
from series.models import Release
from series.pages.shown.characters import clean

# What is done or called off stays for a while, so that a calendar takes note of it.
BACK = timedelta(days=60)
AHEAD = timedelta(days=2 * 366)
REFRESH = timedelta(hours=1)
KINDS = frozenset({Kind.PLANNED, Kind.SCHEDULED, Kind.HELD, Kind.PUBLISHED, Kind.CANCELLED})
STATUS = {Kind.SCHEDULED: "CONFIRMED", Kind.PUBLISHED: "CONFIRMED", Kind.CANCELLED: "CANCELLED"}


def feed(*, name: str, series: Iterable[int], now: datetime) -> bytes:
    """Every release around now, each with an identity for life and a number that rises with each change of it."""
    entries = released(since=now - BACK, until=now + AHEAD, kinds=KINDS, series=list(series), zone="UTC")
    versions = _versions([entry.pk for entry in entries])
    book = _book(name)
    for entry in entries:
        book.add_component(_event(entry, *versions.get(entry.pk, (0, now))))
    return book.to_ical()


def _book(name: str) -> Calendar:
    book = Calendar()
    book.add("prodid", "-//Sparks//Desk//EN")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("name", vText(_one_line(name)))
    book.add("x-wr-calname", vText(_one_line(name)))
    book.add("x-wr-timezone", "UTC")
    book.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    book.add("x-published-ttl", "PT1H")
    return book


def _event(entry: Entry, sequence: int, changed: datetime) -> Event:
    assert entry.instant is not None  # noqa: S101 -- a release has one
    event = Event()
    event.add("uid", f"release-{entry.pk}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("dtstamp", changed.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", changed.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", entry.instant.astimezone(UTC))
    event.add("duration", timedelta(minutes=1))
    event.add("summary", _one_line(f"{_prefix(entry)}{entry.title}"))
    event.add("description", "\n".join(line for line in _lines(entry) if line))
    event.add("url", settings.PUBLIC_URL + reverse("desk-calendar-release", args=[entry.pk]))
    event.add("status", STATUS.get(entry.kind, "TENTATIVE"))
    event.add("sequence", sequence)
    event.add("transp", "TRANSPARENT")
    event.add("class", "CONFIDENTIAL")
    if entry.subtitle:
        event.add("categories", [_one_line(entry.subtitle)])
    return event


def _prefix(entry: Entry) -> str:
    return f"{str(entry.label).capitalize()}: " if entry.kind in {Kind.HELD, Kind.CANCELLED} else ""


def _lines(entry: Entry) -> list[str]:
    wall = f"{entry.wall:%Y-%m-%d %H:%M:%S} {entry.zone}" if entry.wall else ""
    return [str(entry.label).capitalize() + ".", f"Meant for {wall}.", clean(entry.reason)]


def _versions(releases: list[int]) -> dict[int, tuple[int, datetime]]:
    """By release: how often its row was changed, and when last. From the history, which no write escapes."""
    [events] = pghistory.core.event_models(tracks_model=Release, include_missing_pgh_obj=True)
    rows = (
        events._base_manager.filter(pgh_obj_id__in=releases)
        .values_list("pgh_obj_id")
        .annotate(times=Count("pk"), last=Max("pgh_created_at"))
        .order_by()
    )
    found: dict[int, tuple[int, Any]] = {pk: (times - 1, last) for pk, times, last in rows}
    return found


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
