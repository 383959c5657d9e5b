"""The demonstration's weeks, from any day on."""

from datetime import date, timedelta

import pytest

from series.cadence import planned_slots
from series.demo.season import THURSDAY, WEEKS, rule_from, thanksgiving

ZONE = "America/New_York"


@pytest.mark.parametrize(
    ("year", "day"), [(2023, 23), (2024, 28), (2025, 27), (2026, 26), (2027, 25), (2030, 28), (2035, 22)]
)
def test_thanksgiving_is_the_fourth_thursday_of_november(year: int, day: int):
    assert thanksgiving(year) == date(year, 11, day)


def test_a_season_can_be_planned_from_every_day_and_never_meets_thanksgiving():
    for offset in range(3 * 366):
        today = date(2026, 1, 1) + timedelta(days=offset)
        days = [slot.wall.date() for slot in planned_slots(rule_from(today, zone=ZONE))]
        assert len(days) == WEEKS
        assert days[0] >= today
        assert {day.weekday() for day in days} == {THURSDAY}
        assert not {thanksgiving(2026), thanksgiving(2027), thanksgiving(2028)} & set(days)
