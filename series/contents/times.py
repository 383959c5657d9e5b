"""A wall time as a revision keeps it: what was meant, and the instant that it comes to."""

from datetime import UTC, datetime
from typing import Any

from series import cadence


def time_of(wall: str, zone: str) -> dict[str, Any] | None:
    """None where no time was given. `at` is None for a wall time that does not exist; readiness stops that."""
    if not wall:
        return None
    place = cadence.lay(datetime.fromisoformat(wall), zone)
    at = place.instant.astimezone(UTC).isoformat() if place.instant else None
    return {"wall": wall, "zone": zone, "at": at}


def instant_of(time: dict[str, Any] | None) -> datetime | None:
    """The instant of what `time_of` made."""
    return datetime.fromisoformat(time["at"]) if time and time["at"] else None
