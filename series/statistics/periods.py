"""For which days somebody looks."""

from dataclasses import dataclass
from datetime import date, timedelta

from series.statistics.days import months_before

# Longer ones are shown by month.
MOST_DAYS = 92
DEFAULT = "28"
# By the word in the address: days, today among them; the twelve months of which this is the last; everything.
DAYS = {"7": 7, "28": 28, "90": 90}
YEAR, ALL = "year", "all"
CHOICES = (*DAYS, YEAR, ALL)
# Nothing was counted before; only a beginning for a question about everything.
BEGINNING = date(2000, 1, 1)


@dataclass(frozen=True)
class Period:
    key: str
    first: date
    last: date

    @property
    def by_month(self) -> bool:
        return (self.last - self.first).days >= MOST_DAYS

    def units(self, counted: date | None) -> list[date]:
        """Each day, or the first of each month; of everything, from the first on that is `counted`."""
        first = self.first if self.key != ALL else max(counted or self.last, self.first)
        if not self.by_month:
            return [first + timedelta(days=n) for n in range((self.last - first).days + 1)]
        months = (self.last.year - first.year) * 12 + self.last.month - first.month
        return [months_before(self.last, n) for n in range(months, -1, -1)]


def period_of(key: str, *, today: date) -> Period:
    """The one that is asked for; another word gives the usual one."""
    if key == ALL:
        return Period(ALL, BEGINNING, today)
    if key == YEAR:
        return Period(YEAR, months_before(today, 11), today)
    key = key if key in DAYS else DEFAULT
    return Period(key, today - timedelta(days=DAYS[key] - 1), today)
