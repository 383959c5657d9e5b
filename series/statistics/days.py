"""Days and months as the hub counts them: in its own time zone, by the database's clock."""

from datetime import date

from series.cadence.zones import zone
from series.publishing.due import database_now


def today(name: str) -> date:
    return database_now().astimezone(zone(name)).date()


def months_before(day: date, months: int) -> date:
    """The first day of the month so many before this day's."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, 1)
