"""Every zone of the locked database, every change of its clocks from 2020 to 2040, six weekly slots across it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from io import BytesIO
from itertools import pairwise
from zoneinfo import ZoneInfo

from series.cadence import PlannedSlot, Rule, planned_slots, zone, zone_names
from tests.series.cadence.plans import utc

START, END = utc("2020-01-01"), utc("2041-01-01")
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
SCAN = [START + DAY * n for n in range((END - START).days + 1)]


def offset(at: datetime, place: ZoneInfo) -> timedelta:
    return at.astimezone(place).utcoffset() or timedelta()


@cache
def changes(packed: bytes) -> list[datetime]:
    """The first instant after each change of offset; asked once for all names of the same zone."""
    return list(scanned(ZoneInfo.from_file(BytesIO(packed))))


def packed(name: str) -> bytes:
    return resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()


def scanned(place: ZoneInfo) -> Iterator[datetime]:
    offsets = [offset(at, place) for at in SCAN]
    for (low, before), (high, after) in pairwise(zip(SCAN, offsets, strict=True)):
        if before != after:
            yield bisected(low, high, place)


def bisected(low: datetime, high: datetime, place: ZoneInfo) -> datetime:
    before = offset(low, place)
    while high - low > SECOND:
        middle = (low + (high - low) / 2).replace(microsecond=0)
        low, high = (middle, high) if offset(middle, place) == before else (low, middle)
    return high


def clocks_to_try(change: datetime, place: ZoneInfo) -> set[datetime]:
    """Nine in the morning, and a wall time in the very middle of what is missing or doubled."""
    before, after = change + offset(change - SECOND, place), change + offset(change, place)
    middle = (before + (after - before) / 2).replace(microsecond=0, tzinfo=None)
    return {middle, middle.replace(hour=9, minute=0, second=0)}


@cache
def read_back(instant: datetime, place: ZoneInfo) -> datetime:
    return instant.astimezone(place).replace(tzinfo=None)


def instants_showing(wall: datetime, place: ZoneInfo) -> list[datetime]:
    """By the other road: clocks only ever read from UTC, at every offset the zone has near that day."""
    naive = wall.replace(tzinfo=UTC)
    near = {offset(naive + DAY * days, place) for days in (-2, -1, 0, 1, 2)}
    return sorted(at for at in (naive - shift for shift in near) if read_back(at, place) == wall)


def check_slot(slot: PlannedSlot, place: ZoneInfo) -> None:
    shown = instants_showing(slot.wall, place)
    if not shown:
        assert slot.state == "decide"
        assert slot.instant is None
        before, after = slot.neighbours
        assert before < slot.wall < after
        assert instants_showing(before, place)
        assert instants_showing(after, place)
        assert not instants_showing(after - SECOND, place)
        assert not instants_showing(before + timedelta(minutes=1), place)
    else:
        assert slot.state == "open"
        assert slot.instant == shown[0]
        assert slot.kind == ("plain" if len(shown) == 1 else "first_of_two")


def test_T5_T2_every_zone_keeps_its_wall_time_across_every_change_from_2020_to_2040() -> None:
    seen = {"plans": 0, "gaps": 0, "folds": 0}
    for name in zone_names():
        place = zone(name)
        for change in changes(packed(name)):
            for middle in clocks_to_try(change, place):
                slots = six_weeks_around(middle, name)
                assert {slot.wall.time() for slot in slots} == {middle.time()}
                assert [slot.wall.date() for slot in slots] == [
                    (middle + timedelta(weeks=weeks)).date() for weeks in range(-3, 3)
                ]
                for slot in slots:
                    check_slot(slot, place)
                instants = [slot.instant for slot in slots if slot.instant]
                assert all(earlier < later for earlier, later in pairwise(instants))
                seen["plans"] += 1
                seen["gaps"] += sum(slot.state == "decide" for slot in slots)
                seen["folds"] += sum(slot.kind == "first_of_two" for slot in slots)
    assert seen["plans"] > 10_000, seen
    assert seen["gaps"] > 2_000, seen
    assert seen["folds"] > 2_000, seen


def six_weeks_around(middle: datetime, name: str) -> list[PlannedSlot]:
    first = (middle - timedelta(weeks=3)).date()
    return planned_slots(
        Rule(premiere_count=0, weekly_count=6, first_date=first, wall_clock=middle.time(), zone=name)
    )


def test_zones_without_clock_changes_keep_a_week_of_168_hours() -> None:
    for name in ("UTC", "Pacific/Kiritimati", "Asia/Kathmandu", "Africa/Nairobi"):
        rule = Rule(
            premiere_count=0, weekly_count=520, first_date=date(2026, 1, 1), wall_clock=time(9), zone=name
        )
        instants = [slot.instant for slot in planned_slots(rule)]
        assert {later - earlier for earlier, later in pairwise(instants)} == {timedelta(weeks=1)}
