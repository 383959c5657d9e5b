"""Entries laid onto days. Pure: what to show of each day, and how many are left for the day's own page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from series.calendar.entries import Entry
from series.calendar.span import Span, hours

# In a cell of the month; a week has room for more, and a list, too; a day has all that anybody plans on one.
MOST = {"month": 4, "week": 12, "agenda": 12, "day": 500}


@dataclass(frozen=True, kw_only=True)
class Day:
    """`clocks` are the hours the day has where clocks change on it, 0 on all others."""

    day: date
    entries: Sequence[Entry]
    more: int
    belongs: bool
    today: bool
    past: bool
    clocks: float

    @property
    def total(self) -> int:
        return len(self.entries) + self.more


def lay_out(entries: Iterable[Entry], *, span: Span, today: date, zone: str) -> list[Day]:
    """Each day of the span in order, empty ones too. Entries outside of it are left out."""
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.order):
        by_day[entry.day].append(entry)
    most = MOST[span.view]
    return [_day(day, by_day[day], span=span, today=today, zone=zone, most=most) for day in span.days]


def _day(day: date, entries: list[Entry], *, span: Span, today: date, zone: str, most: int) -> Day:
    # "1 more" would take the room of the one.
    shown = entries if len(entries) <= most else entries[: most - 1]
    length = hours(day, zone)
    return Day(
        day=day,
        entries=shown,
        more=len(entries) - len(shown),
        belongs=span.belongs(day),
        today=day == today,
        past=day < today,
        clocks=length if length != 24 else 0,
    )
