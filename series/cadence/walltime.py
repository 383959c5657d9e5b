from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from series.cadence.errors import Refused, WallTimeGap
from series.cadence.labels import clock_label, wall_label
from series.cadence.zones import zone as load_zone

FIRST_YEAR = 1970
LAST_YEAR = 2100
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)

type Kind = Literal["plain", "first_of_two"]


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """`instant` is in UTC, in whole seconds."""

    instant: datetime
    kind: Kind


def resolve(wall: datetime, zone: str) -> Resolved:
    """The instant at which clocks in the zone show this wall time: the first, if they show it twice.

    Raises WallTimeGap when they never show it, Refused for a zone that does not exist, a wall time that carries
    a zone of its own or parts of a second, and years outside 1970 to 2100.
    """
    place = load_zone(zone)
    _refuse_unfit(wall)
    first = wall.replace(tzinfo=place, fold=0)
    # PEP 495: the two folds have different offsets in a gap and in a repeated hour, and nowhere else.
    offset, other = _offset(first), _offset(first.replace(fold=1))
    if offset < other:
        raise _gap(wall, place, shorter=offset, longer=other)
    return Resolved(instant=first.astimezone(UTC), kind="plain" if offset == other else "first_of_two")


def _refuse_unfit(wall: datetime) -> None:
    if wall.tzinfo is not None:
        raise Refused("A wall time is given without a zone of its own; the zone stands beside it.")
    if wall.microsecond:
        raise Refused("A wall time is given in whole seconds; leave out the parts of a second.")
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        raise Refused(f"{wall_label(wall)} is out of reach: choose a year from {FIRST_YEAR} to {LAST_YEAR}.")


def _offset(local: datetime) -> timedelta:
    return local.utcoffset() or timedelta()


def _gap(wall: datetime, place: ZoneInfo, *, shorter: timedelta, longer: timedelta) -> WallTimeGap:
    change = _change_between(wall - longer, wall - shorter, place)
    start, after = change + shorter, change + longer
    before = (start - SECOND).replace(second=0)
    if before.date() == wall.date() == after.date():
        choice = f"{clock_label(before)} or {clock_label(after)}"
    else:
        choice = f"{wall_label(before)} or {wall_label(after)}"
    sentence = f"{wall_label(wall)} does not exist in {place.key}: clocks jump over it. Choose {choice}."
    return WallTimeGap(sentence, before=before, after=after)


def _change_between(low: datetime, high: datetime, place: ZoneInfo) -> datetime:
    """The first instant (naive UTC) of the offset in force at `high` and not yet at `low`."""
    target = _offset_at(high, place)
    while high - low > SECOND:
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if _offset_at(middle, place) == target:
            high = middle
        else:
            low = middle
    return high


def _offset_at(naive_utc: datetime, place: ZoneInfo) -> timedelta:
    return _offset(naive_utc.replace(tzinfo=UTC).astimezone(place))
