"""Counts put there by hand, and what stands there now."""

from datetime import date, timedelta
from typing import Any

from series.models import DayCount, Page, Tally
from series.statistics.days import today

ZONE = "America/New_York"


def day(before: int = 0) -> date:
    """Today, or so many days before, as the hub of the tests counts them."""
    return today(ZONE) - timedelta(days=before)


def put(model: Any, page: Page, number: int, *, before: int = 0, kind: str = "view", host: str = "") -> Any:
    return model.objects.create(day=day(before), page=page, kind=kind, host=host, number=number)


def tallied() -> dict[tuple[str, str, str], int]:
    """Of today: (path, kind, host) → number."""
    rows = Tally.objects.filter(day=day()).values_list("page__path", "kind", "host", "number")
    return {(path, kind, host): number for path, kind, host, number in rows}


def kept() -> dict[tuple[date, str, str], int]:
    rows = DayCount.objects.values_list("day", "kind", "host", "number")
    return {(day, kind, host): number for day, kind, host, number in rows}
