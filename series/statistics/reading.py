"""What was counted, added up as somebody looks at it. Each answer is one question, however much there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models.expressions import RawSQL

from series.models.count import OTHER
from series.statistics.limits import FEWEST
from series.statistics.periods import Period

# Today's small numbers are not closed yet; nobody sees a name beside them for all that.
_COUNTED = """
WITH counted AS (
    SELECT day, page_id, kind, host, number FROM series_monthcount WHERE day BETWEEN %(first)s AND %(last)s
    UNION ALL
    SELECT day, page_id, kind, host, number FROM series_daycount WHERE day BETWEEN %(first)s AND %(last)s
    UNION ALL
    SELECT day, page_id, kind, CASE WHEN host = '' OR number >= %(fewest)s THEN host ELSE %(other)s END, number
      FROM series_tally WHERE day BETWEEN %(first)s AND %(last)s
), asked AS (
    SELECT c.*, p.kind AS page_kind, p.path, p.subject_id FROM counted c JOIN series_page p ON p.id = c.page_id
     WHERE %(subject)s::bigint IS NULL OR p.subject_id = %(subject)s
)
"""
_SUM = """
       coalesce(sum(number) FILTER (WHERE kind = 'view'), 0)::bigint,
       coalesce(sum(number) FILTER (WHERE kind = 'play'), 0)::bigint,
       coalesce(sum(number) FILTER (WHERE kind = 'completion'), 0)::bigint
"""
_BY_UNIT = f"""{_COUNTED}
SELECT date_trunc(%(unit)s, day::timestamp)::date AS unit, {_SUM} FROM asked GROUP BY unit ORDER BY unit
"""
_BY_FILM = f"""{_COUNTED}
SELECT subject_id, {_SUM},
       coalesce(sum(number) FILTER (WHERE kind = 'play' AND page_kind = 'embed'), 0)::bigint AS away,
       coalesce(min(path) FILTER (WHERE page_kind = 'episode'), min(path)) AS path
  FROM asked WHERE page_kind IN ('episode', 'embed') GROUP BY subject_id ORDER BY 3 DESC, 2 DESC, subject_id
"""
_BY_HOST = f"""{_COUNTED}
SELECT host, sum(number)::bigint AS views FROM asked WHERE kind = 'view' AND host <> ''
 GROUP BY host ORDER BY host = %(other)s, views DESC, host
"""
_BY_PAGE = f"""{_COUNTED}
SELECT path, sum(number)::bigint AS views FROM asked WHERE kind = 'view' GROUP BY path ORDER BY views DESC, path
"""
# Day, path, subject, opened, played, seen to the end.
PAGES = f"""{_COUNTED}
SELECT day, path, subject_id, {_SUM} FROM asked GROUP BY day, path, subject_id ORDER BY day, path
"""
# Day, path, site, opened from there.
SITES = f"""{_COUNTED}
SELECT day, path, host, sum(number)::bigint FROM asked WHERE kind = 'view' AND host <> ''
 GROUP BY day, path, host ORDER BY day, path, host
"""
_OWN = """(SELECT p.id FROM series_page p JOIN series_subject s ON s.id = p.subject_id
             WHERE s.episode_id = series_episode.id)"""
_OF_EPISODE = f"""(
SELECT ARRAY[{_SUM}] FROM (
    SELECT kind, number FROM series_daycount WHERE day > current_date - %s AND page_id IN {_OWN}
     UNION ALL SELECT kind, number FROM series_tally WHERE page_id IN {_OWN}) AS counted)"""


@dataclass(frozen=True)
class Sums:
    views: int = 0
    plays: int = 0
    completions: int = 0

    @property
    def rate(self) -> int | None:
        """Of a hundred plays, how many were seen to the end. Over midnight an end may come without its beginning."""
        return min(100, round(100 * self.completions / self.plays)) if self.plays else None


@dataclass(frozen=True)
class Film:
    subject: int
    sums: Sums
    # Plays in frames on other people's pages.
    away: int
    path: str


@dataclass(frozen=True)
class Reading:
    """`subject` is the episode that alone is looked at."""

    period: Period
    subject: int | None = None

    def by_unit(self) -> dict[date, Sums]:
        unit = "month" if self.period.by_month else "day"
        return {day: Sums(*sums) for day, *sums in self._ask(_BY_UNIT, unit=unit)}

    def by_film(self) -> list[Film]:
        return [Film(subject, Sums(*sums), away, path) for subject, *sums, away, path in self._ask(_BY_FILM)]

    def by_host(self) -> list[tuple[str, int]]:
        """OTHER stands last."""
        return self._ask(_BY_HOST)

    def by_page(self) -> list[tuple[str, int]]:
        return self._ask(_BY_PAGE)

    def rows(self, question: str) -> Iterator[tuple[Any, ...]]:
        """Of PAGES or SITES, as they come from the database: size costs no memory."""
        with connection.chunked_cursor() as cursor:
            cursor.execute(question, self._values())
            while some := cursor.fetchmany(500):
                yield from some

    def count(self, question: str) -> int:
        [[rows]] = self._ask(f"SELECT count(*) FROM ({question}) AS told")
        return rows

    def _values(self) -> dict[str, Any]:
        period = {"first": self.period.first, "last": self.period.last}
        return {**period, "subject": self.subject, "fewest": FEWEST, "other": OTHER}

    def _ask(self, question: str, **more: Any) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(question, {**self._values(), **more})
            return cursor.fetchall()


def of_episode(days: int) -> RawSQL:
    """For a query of episodes: [opened, played, seen to the end] in the last days, as a column of it."""
    return RawSQL(_OF_EPISODE, [days], output_field=ArrayField(models.BigIntegerField()))  # noqa: S611 -- our own
