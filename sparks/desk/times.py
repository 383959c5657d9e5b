"""Times as the desk writes them: always with their zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

DASH = "–"


def in_utc(instant: datetime | None) -> str:
    """ "22 Nov 2026 14:03:20 UTC"."""
    return f"{instant.astimezone(UTC):%-d %b %Y %H:%M:%S} UTC" if instant else DASH


def in_day(day: date) -> str:
    """ "22 Nov 2026"."""
    return f"{day:%-d %b %Y}"


def in_zone(instant: datetime | None, zone: str) -> str:
    """ "22 Nov 2026 09:03:20 EST", or with the zone's name where it has no letters of its own."""
    if instant is None:
        return DASH
    local = instant.astimezone(ZoneInfo(zone))
    letters = local.tzname() or ""
    return f"{local:%-d %b %Y %H:%M:%S} {letters if letters.isalpha() else zone}"


def in_both(instant: datetime | None, zone: str) -> str:
    if instant is None or zone == "UTC":
        return in_utc(instant)
    return f"{in_zone(instant, zone)} ({instant.astimezone(UTC):%H:%M:%S} UTC)"
