from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from series.cadence.errors import Refused
from series.cadence.labels import date_label
from series.cadence.place import Place, lay, place_fields
from series.cadence.walltime import FIRST_YEAR, LAST_YEAR
from series.cadence.zones import zone as load_zone

MOST_SLOTS = 520
MOST_WEEKS_BETWEEN = 26


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A premiere of some episodes on `first_date`, then one at a time, at the same wall clock.

    Without a premiere the first weekly slot is on `first_date`. With one it comes `weekly_start_days` after it,
    by default one interval: "premiere on Monday, from then on Thursdays" is 3. `skip_dates` that would carry a
    weekly slot are left out and the rest moves on by one interval. Raises Refused for what cannot be planned.
    """

    premiere_count: int
    weekly_count: int
    first_date: date
    wall_clock: time
    zone: str
    interval_weeks: int = 1
    skip_dates: frozenset[date] = field(default_factory=frozenset)
    weekly_start_days: int | None = None

    def __post_init__(self) -> None:
        load_zone(self.zone)
        _refuse_counts(self.premiere_count, self.weekly_count)
        _refuse_rhythm(self.interval_weeks, self.weekly_start_days)
        _refuse_clock(self.wall_clock)
        _refuse_first_date(self.first_date, self.skip_dates)

    @property
    def step(self) -> timedelta:
        return timedelta(weeks=self.interval_weeks)

    @property
    def first_weekly_date(self) -> date:
        if not self.premiere_count:
            return self.first_date
        if self.weekly_start_days is None:
            return self.first_date + self.step
        return self.first_date + timedelta(days=self.weekly_start_days)


@dataclass(frozen=True, kw_only=True)
class PlannedSlot(Place):
    """`index` counts from 0 through the season, premiere first."""

    index: int
    premiere: bool


def planned_slots(rule: Rule) -> list[PlannedSlot]:
    """The slots of a season in order of time. Those of the premiere share one instant, all others rise."""
    return [
        PlannedSlot(
            index=index,
            premiere=index < rule.premiere_count,
            **place_fields(lay(datetime.combine(day, rule.wall_clock), rule.zone)),
        )
        for index, day in enumerate(_dates(rule))
    ]


def unused_skip_dates(rule: Rule) -> list[date]:
    """Dates asked to be left out on which no slot would fall anyway: another weekday, or after the end."""
    dates = list(_dates(rule))
    met = set(_rhythm(rule, until=dates[-1])) - set(dates)
    return sorted(rule.skip_dates - met)


def _dates(rule: Rule) -> Iterator[date]:
    for _ in range(rule.premiere_count):
        yield rule.first_date
    day = rule.first_weekly_date
    for _ in range(rule.weekly_count):
        while day in rule.skip_dates:
            day += rule.step
        _refuse_year(day)
        yield day
        day += rule.step


def _rhythm(rule: Rule, *, until: date) -> Iterator[date]:
    day = rule.first_weekly_date
    while day <= until:
        yield day
        day += rule.step


def _refuse_counts(premiere: int, weekly: int) -> None:
    if premiere < 0 or weekly < 0:
        raise Refused("The counts of premiere and weekly episodes cannot be negative.")
    if premiere + weekly == 0:
        raise Refused(
            "A season of 0 episodes cannot be planned: give at least one, at the premiere or weekly."
        )
    if premiere + weekly > MOST_SLOTS:
        asked = premiere + weekly
        raise Refused(f"A season has at most {MOST_SLOTS} episodes, not {asked}. Plan it in parts.")


def _refuse_rhythm(interval: int, start: int | None) -> None:
    if not 1 <= interval <= MOST_WEEKS_BETWEEN:
        raise Refused(f"Between two episodes lie 1 to {MOST_WEEKS_BETWEEN} weeks, not {interval}.")
    most_days = MOST_WEEKS_BETWEEN * 7
    if start is not None and not 1 <= start <= most_days:
        raise Refused(
            f"The first weekly episode comes 1 to {most_days} days after the premiere, not {start}."
        )


def _refuse_clock(clock: time) -> None:
    if clock.tzinfo is not None or clock.microsecond:
        raise Refused("The time of day is given in whole seconds; its zone stands beside it.")


def _refuse_first_date(first: date, skip_dates: frozenset[date]) -> None:
    _refuse_year(first)
    if first in skip_dates:
        shown = date_label(first)
        raise Refused(f"The season starts on {shown}, a date to leave out. Choose another first date.")


def _refuse_year(day: date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(
            f"{date_label(day)} is out of reach: a season lies in the years {FIRST_YEAR} to {LAST_YEAR}."
        )
