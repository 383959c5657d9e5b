"""Which days a view of the calendar shows. Pure: no database, no clock, no language."""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, get_args

from series import cadence

type View = Literal["month", "week", "agenda", "day"]
VIEWS: tuple[View, ...] = get_args(View.__value__)
AGENDA_DAYS = 28
# As far as wall times reach (series.cadence), less what a view shows beside its own month.
FIRST, LAST = date(1970, 2, 1), date(2100, 11, 30)
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Span:
    """`first` to `last` are shown, both included. `previous` and `next` are the days that the arrows lead to."""

    view: View
    at: date
    first: date
    last: date
    previous: date
    next: date

    @property
    def days(self) -> list[date]:
        return [self.first + DAY * number for number in range((self.last - self.first).days + 1)]

    def belongs(self, day: date) -> bool:
        """Whether a day is of the month that is looked at, and not only fills its first or last week."""
        return self.view != "month" or (day.year, day.month) == (self.at.year, self.at.month)


def span(*, view: View, at: date, first_weekday: int) -> Span:
    """`first_weekday` counts from Monday, 0. A day out of reach becomes the nearest within it."""
    at = min(max(at, FIRST), LAST)
    if view == "month":
        return _month(at, first_weekday)
    if view == "week":
        first = week_start(at, first_weekday)
        return _steps(view, at, first=first, days=7, step=7)
    if view == "day":
        return _steps(view, at, first=at, days=1, step=1)
    return _steps(view, at, first=at, days=AGENDA_DAYS, step=AGENDA_DAYS)


def week_start(day: date, first_weekday: int) -> date:
    return day - DAY * ((day.weekday() - first_weekday) % 7)


def weekdays(first_weekday: int) -> list[int]:
    return [(first_weekday + number) % 7 for number in range(7)]


def bounds(span: Span, zone: str) -> tuple[datetime, datetime]:
    """The first instant shown and the first no longer shown, in UTC."""
    return midnight(span.first, zone), midnight(span.last + DAY, zone)


def midnight(day: date, zone: str) -> datetime:
    """The instant at which a day begins in a zone: where clocks jump over midnight, right after the jump."""
    wall = datetime(day.year, day.month, day.day)  # noqa: DTZ001 -- a wall time; its zone stands beside it
    try:
        return cadence.resolve(wall, zone).instant
    except cadence.WallTimeGap as gap:
        return cadence.resolve(gap.after, zone).instant


def hours(day: date, zone: str) -> float:
    """How long a day lasts there: 23 or 25 hours where clocks change."""
    return (midnight(day + DAY, zone) - midnight(day, zone)).total_seconds() / 3600


def today(now: datetime, zone: str) -> date:
    return now.astimezone(cadence.zone(zone)).date()


def _month(at: date, first_weekday: int) -> Span:
    days = calendar.monthrange(at.year, at.month)[1]
    first, last = at.replace(day=1), at.replace(day=days)
    return Span(
        view="month",
        at=at,
        first=week_start(first, first_weekday),
        last=week_start(last, first_weekday) + DAY * 6,
        previous=max(_same_day(first - DAY, at), FIRST),
        next=min(_same_day(last + DAY, at), LAST),
    )


def _same_day(month: date, at: date) -> date:
    days = calendar.monthrange(month.year, month.month)[1]
    return month.replace(day=min(at.day, days))


def _steps(view: View, at: date, *, first: date, days: int, step: int) -> Span:
    return Span(
        view=view,
        at=at,
        first=first,
        last=first + DAY * (days - 1),
        previous=max(at - DAY * step, FIRST),
        next=min(at + DAY * step, LAST),
    )


def wall_in(instant: datetime, zone: str) -> datetime:
    """What clocks in the zone show, without a zone of its own."""
    return instant.astimezone(UTC).astimezone(cadence.zone(zone)).replace(tzinfo=None)
