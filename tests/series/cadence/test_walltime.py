from datetime import UTC, datetime

import pytest

from series.cadence import Refused, Resolved, WallTimeGap, resolve
from tests.series.cadence.plans import naive, utc

PLAIN = [
    ("America/New_York", naive("2026-11-05 09:00"), utc("2026-11-05 14:00")),
    ("America/New_York", naive("2026-07-02 09:00"), utc("2026-07-02 13:00")),
    ("Europe/London", naive("2026-01-08 09:00"), utc("2026-01-08 09:00")),
    ("Europe/London", naive("2026-06-04 09:00"), utc("2026-06-04 08:00")),
    ("Australia/Lord_Howe", naive("2026-01-08 09:00"), utc("2026-01-07 22:00")),
    ("Australia/Lord_Howe", naive("2026-07-02 09:00"), utc("2026-07-01 22:30")),
    ("Pacific/Kiritimati", naive("2027-01-01 00:00"), utc("2026-12-31 10:00")),
    ("Pacific/Pago_Pago", naive("2026-12-31 23:00"), utc("2027-01-01 10:00")),
    ("Asia/Kathmandu", naive("2026-07-02 09:00"), utc("2026-07-02 03:15")),
    ("UTC", naive("2026-07-02 09:00:01"), utc("2026-07-02 09:00:01")),
]
TWICE = [
    ("America/New_York", naive("2026-11-01 01:30"), utc("2026-11-01 05:30")),
    ("America/New_York", naive("2026-11-01 01:00"), utc("2026-11-01 05:00")),
    ("Europe/London", naive("2026-10-25 01:59:59"), utc("2026-10-25 00:59:59")),
    ("Australia/Lord_Howe", naive("2026-04-05 01:45"), utc("2026-04-04 14:45")),
    ("Africa/Casablanca", naive("2025-02-23 02:30"), utc("2025-02-23 01:30")),
]
MISSING = [
    # zone, wall time, last whole minute before, first after
    ("America/New_York", naive("2026-03-08 02:30"), naive("2026-03-08 01:59"), naive("2026-03-08 03:00")),
    ("America/New_York", naive("2026-03-08 02:00"), naive("2026-03-08 01:59"), naive("2026-03-08 03:00")),
    ("America/New_York", naive("2026-03-08 02:59:59"), naive("2026-03-08 01:59"), naive("2026-03-08 03:00")),
    ("Europe/London", naive("2026-03-29 01:15"), naive("2026-03-29 00:59"), naive("2026-03-29 02:00")),
    ("Australia/Lord_Howe", naive("2026-10-04 02:15"), naive("2026-10-04 01:59"), naive("2026-10-04 02:30")),
    ("Africa/Casablanca", naive("2025-04-06 02:30"), naive("2025-04-06 01:59"), naive("2025-04-06 03:00")),
    ("Africa/Cairo", naive("2026-04-24 00:00"), naive("2026-04-23 23:59"), naive("2026-04-24 01:00")),
    ("Pacific/Apia", naive("2011-12-30 09:00"), naive("2011-12-29 23:59"), naive("2011-12-31 00:00")),
    ("Africa/Monrovia", naive("1972-01-07 00:15"), naive("1972-01-06 23:59"), naive("1972-01-07 00:44:30")),
]


@pytest.mark.parametrize(("zone", "wall", "instant"), PLAIN)
def test_a_plain_wall_time_has_one_instant(zone: str, wall: datetime, instant: datetime) -> None:
    assert resolve(wall, zone) == Resolved(instant=instant, kind="plain")


@pytest.mark.parametrize(("zone", "wall", "instant"), TWICE)
def test_T2_a_wall_time_that_exists_twice_is_the_first_and_says_so(
    zone: str, wall: datetime, instant: datetime
) -> None:
    assert resolve(wall, zone) == Resolved(instant=instant, kind="first_of_two")


def test_T3_the_wall_times_around_a_fold_all_resolve_and_rise() -> None:
    clock = ("00:00", "00:30", "01:00", "01:30", "02:00", "02:30")
    walls = [naive(f"2026-11-01 {time}") for time in clock]
    found = [resolve(wall, "America/New_York") for wall in walls]
    assert [f"{at.instant:%H:%M}" for at in found] == ["04:00", "04:30", "05:00", "05:30", "07:00", "07:30"]
    assert [at.kind for at in found] == ["plain"] * 2 + ["first_of_two"] * 2 + ["plain"] * 2


@pytest.mark.parametrize(("zone", "wall", "before", "after"), MISSING)
def test_a_wall_time_in_a_gap_is_refused_with_its_two_neighbours(
    zone: str, wall: datetime, before: datetime, after: datetime
) -> None:
    with pytest.raises(WallTimeGap) as gap:
        resolve(wall, zone)
    assert (gap.value.before, gap.value.after) == (before, after)
    assert zone in str(gap.value)
    assert resolve(gap.value.before, zone).instant < resolve(gap.value.after, zone).instant


def test_the_sentence_about_a_gap_says_what_to_choose() -> None:
    with pytest.raises(WallTimeGap, match=r"^Sun 8 Mar 2026 02:30 does not exist in America/New_York"):
        resolve(naive("2026-03-08 02:30"), "America/New_York")
    with pytest.raises(WallTimeGap, match=r"Choose 01:59 or 03:00\.$"):
        resolve(naive("2026-03-08 02:30"), "America/New_York")


def test_a_missing_day_names_the_dates_to_choose_from() -> None:
    with pytest.raises(WallTimeGap, match=r"Choose Thu 29 Dec 2011 23:59 or Sat 31 Dec 2011 00:00\.$"):
        resolve(naive("2011-12-30 09:00"), "Pacific/Apia")


def test_morocco_keeps_the_wall_time_through_ramadan_2026() -> None:
    before, inside, after = naive("2026-02-12 09:00"), naive("2026-02-26 09:00"), naive("2026-03-26 09:00")
    instants = [resolve(wall, "Africa/Casablanca").instant for wall in (before, inside, after)]
    assert [f"{at:%H:%M}" for at in instants] == ["08:00", "09:00", "08:00"]


@pytest.mark.parametrize(
    ("wall", "part"),
    [
        (utc("2026-01-01 00:00"), "without a zone of its own"),
        (naive("2026-01-01 09:00:00.000001"), "whole seconds"),
        (naive("1969-12-31 23:00"), "choose a year from 1970 to 2100"),
        (naive("2101-01-01 00:00"), "choose a year from 1970 to 2100"),
        (naive("0001-01-01 00:00"), "choose a year from 1970 to 2100"),
        (naive("9999-12-31 23:59:59"), "choose a year from 1970 to 2100"),
    ],
)
def test_an_unfit_wall_time_is_refused_with_a_sentence(wall: datetime, part: str) -> None:
    with pytest.raises(Refused, match=part):
        resolve(wall, "Europe/London")


def test_the_ends_of_the_years_in_reach_resolve_in_the_outermost_zones() -> None:
    assert resolve(naive("1970-01-01 00:00"), "Pacific/Kiritimati").instant.tzinfo is UTC
    assert resolve(naive("2100-12-31 23:59:59"), "Pacific/Pago_Pago").instant.year == 2101
