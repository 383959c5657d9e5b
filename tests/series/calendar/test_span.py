"""Which days a view shows: pure, in every zone and from every first day of the week."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from series import cadence
from series.calendar.entries import Entry, Kind
from series.calendar.grid import MOST, lay_out
from series.calendar.span import FIRST, LAST, VIEWS, bounds, hours, midnight, span, today

MONDAY, SATURDAY, SUNDAY = 0, 5, 6


@pytest.mark.parametrize(
    ("first_weekday", "first", "last"),
    [
        (MONDAY, "2026-10-26", "2026-12-06"),
        (SUNDAY, "2026-11-01", "2026-12-05"),
        (SATURDAY, "2026-10-31", "2026-12-04"),
    ],
)
def test_a_month_is_whole_weeks_from_each_first_day(first_weekday, first, last):
    shown = span(view="month", at=date(2026, 11, 26), first_weekday=first_weekday)
    assert (shown.first.isoformat(), shown.last.isoformat()) == (first, last)
    assert shown.previous == date(2026, 10, 26)
    assert shown.next == date(2026, 12, 26)
    assert next(day for day in shown.days if shown.belongs(day)) == date(2026, 11, 1)


def test_the_arrows_of_a_long_month_stay_within_the_short_one():
    shown = span(view="month", at=date(2027, 1, 31), first_weekday=MONDAY)
    assert shown.next == date(2027, 2, 28)
    assert span(view="month", at=shown.next, first_weekday=MONDAY).next == date(2027, 3, 28)


@given(st.sampled_from(VIEWS), st.dates(), st.integers(0, 6))
def test_every_view_of_every_day_shows_that_day_or_the_nearest_in_reach(view, at, first_weekday):
    shown = span(view=view, at=at, first_weekday=first_weekday)
    assert shown.first <= shown.at <= shown.last
    assert shown.at == min(max(at, FIRST), LAST)
    assert FIRST <= shown.previous <= shown.at <= shown.next <= LAST
    if view in {"month", "week"}:
        assert shown.first.weekday() == first_weekday
        assert len(shown.days) % 7 == 0
    since, until = bounds(shown, "Pacific/Kiritimati")
    assert since < until


@pytest.mark.parametrize(
    ("zone", "day", "length"),
    [
        ("America/New_York", date(2026, 11, 1), 25),
        ("America/New_York", date(2026, 3, 8), 23),
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
        ("Europe/Paris", date(2026, 3, 29), 23),
        ("UTC", date(2026, 3, 29), 24),
    ],
)
def test_a_day_on_which_clocks_change_says_how_long_it_is(zone, day, length):
    assert hours(day, zone) == length
    shown = span(view="week", at=day, first_weekday=MONDAY)
    since, until = bounds(shown, zone)
    assert (until - since).total_seconds() / 3600 == 24 * 6 + length
    [row] = [row for row in lay_out([], span=shown, today=day, zone=zone) if row.clocks] or [None]
    assert (row.clocks if row else 24) == length


def test_where_clocks_jump_over_midnight_the_day_begins_after_the_jump():
    begins = midnight(date(2026, 9, 6), "America/Santiago")
    assert begins == datetime(2026, 9, 6, 4, tzinfo=UTC)
    assert today(begins, "America/Santiago") == date(2026, 9, 6)


def entry(day: date, clock: str = "09:00", pk: int = 1) -> Entry:
    return Entry(kind=Kind.PLANNED, pk=pk, title=f"Film {pk}", day=day, clock=clock)


def test_a_day_with_more_than_fit_says_how_many_are_left():
    day = date(2026, 11, 26)
    shown = span(view="month", at=day, first_weekday=MONDAY)
    for count in (0, 1, MOST["month"], MOST["month"] + 1, 500):
        rows = lay_out([entry(day, pk=pk) for pk in range(count)], span=shown, today=day, zone="UTC")
        [row] = [row for row in rows if row.day == day]
        assert row.total == count
        assert len(row.entries) <= MOST["month"]
        assert row.more != 1


def test_entries_of_a_day_stand_by_the_clock_and_those_without_one_first():
    day = date(2026, 11, 26)
    shown = span(view="day", at=day, first_weekday=MONDAY)
    rows = [entry(day, "21:00", 1), entry(day, "09:00", 2), entry(day, "", 3)]
    [row] = lay_out(rows, span=shown, today=day, zone="UTC")
    assert [one.pk for one in row.entries] == [3, 2, 1]


def test_a_gap_and_a_fold_in_the_week_of_a_change_are_told_apart():
    assert cadence.lay(datetime(2026, 3, 8, 2, 30), "America/New_York").neighbours is not None
    assert cadence.lay(datetime(2026, 11, 1, 1, 30), "America/New_York").kind == "first_of_two"
