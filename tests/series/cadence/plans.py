"""The season most tests speak of: two at the premiere, then four, Thursdays 9:00 in New York."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from series.cadence import Rule, Slot, new_slots, planned_slots

THANKSGIVING = date(2026, 11, 26)


def naive(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def rule(**changes: object) -> Rule:
    usual = {
        "premiere_count": 2,
        "weekly_count": 4,
        "first_date": date(2026, 11, 5),
        "wall_clock": time(9),
        "zone": "America/New_York",
        "skip_dates": frozenset({THANKSGIVING}),
    }
    return Rule(**{**usual, **changes})


def season(published: int = 0, **changes: object) -> list[Slot]:
    """Keys e1, e2, …; the first `published` of them are fixed."""
    slots = new_slots(planned_slots(rule(**changes)))
    return [
        replace(slot, key=f"e{number}", name=f"Episode {number}", fixed=number <= published)
        for number, slot in enumerate(slots, start=1)
    ]


def dates(slots: Iterable[Slot]) -> list[str]:
    return [f"{slot.key} {slot.wall:%m-%d}" for slot in slots]
