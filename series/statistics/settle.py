"""Days that are over are closed; what is old is added up by month."""

from datetime import date

from django.db import connection, transaction

from series.models.count import OTHER
from series.pages.live import LiveSet
from series.statistics.days import months_before, today
from series.statistics.limits import FEWEST, MONTHS_BY_DAY

_CLOSE = """
WITH over AS (
    DELETE FROM series_tally WHERE day < %(today)s RETURNING day, page_id, kind, host, number
)
INSERT INTO series_daycount AS kept (day, page_id, kind, host, number)
SELECT day, page_id, kind, named, sum(number)
  FROM (SELECT *, CASE WHEN host = '' OR number >= %(fewest)s THEN host ELSE %(other)s END AS named FROM over) AS told
 GROUP BY day, page_id, kind, named ORDER BY day, page_id, kind, named
ON CONFLICT (day, page_id, kind, host) DO UPDATE SET number = kept.number + EXCLUDED.number
"""
_ADD_UP = """
WITH old AS (
    DELETE FROM series_daycount WHERE day < %(first)s RETURNING day, page_id, kind, host, number
)
INSERT INTO series_monthcount AS kept (day, page_id, kind, host, number)
SELECT date_trunc('month', day::timestamp)::date AS month, page_id, kind, host, sum(number)
  FROM old GROUP BY month, page_id, kind, host ORDER BY month, page_id, kind, host
ON CONFLICT (day, page_id, kind, host) DO UPDATE SET number = kept.number + EXCLUDED.number
"""


def settle() -> None:
    """Both in one transaction: nothing is there twice or not at all, whenever somebody looks or this is killed.

    A count that was on its way at midnight comes along the next time. Changes no live revision, page or mark.
    """
    now = today(LiveSet().site().content.get("zone") or "UTC")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLOSE, {"today": now, "fewest": FEWEST, "other": OTHER})
        cursor.execute(_ADD_UP, {"first": first_by_day(now)})


def first_by_day(now: date) -> date:
    """The first day that is still kept as a day."""
    return months_before(now, MONTHS_BY_DAY)
