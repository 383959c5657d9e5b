"""Times as editors give them: a wall time and a zone; and the instant *now*, by the database's clock."""

from datetime import UTC, datetime

from series import cadence
from series.models import Release
from series.publishing.due import database_now
from series.scheduling.outcome import NotPossible


def set_time(release: Release, *, wall: datetime, zone: str, now: datetime | None = None) -> None:
    """Put the release at this wall time. Raises NotPossible for one that does not exist or has passed.

    `now` is the database's clock, where the caller has asked it already.
    """
    try:
        resolved = cadence.resolve(wall, zone)
    except (cadence.WallTimeGap, cadence.Refused) as refusal:
        raise NotPossible(str(refusal)) from refusal
    if resolved.instant <= (now or database_now()):
        raise NotPossible(f"{said(resolved.instant, zone)} has passed. Publish now, or choose a later time.")
    release.instant, release.wall, release.zone = resolved.instant, wall.isoformat(), zone


def set_now(release: Release, *, zone: str, now: datetime | None = None) -> None:
    """Make the release due: the whole second that has just begun, by the database's clock, as in `set_time`."""
    second = (now or database_now()).astimezone(UTC).replace(microsecond=0)
    release.instant, release.zone = second, zone
    release.wall = second.astimezone(cadence.zone(zone)).replace(tzinfo=None).isoformat()


def said(instant: datetime, zone: str) -> str:
    """The instant in words, in its zone and in UTC."""
    return f"{cadence.moment_label(instant, zone)} ({instant.astimezone(UTC):%H:%M:%S} UTC)"
