"""The rule a season was last planned from, as JSON in its row."""

from datetime import date, time
from typing import Any

from series.cadence import Rule


def rule_to_json(rule: Rule) -> dict[str, Any]:
    return {
        "premiere_count": rule.premiere_count,
        "weekly_count": rule.weekly_count,
        "first_date": rule.first_date.isoformat(),
        "wall_clock": rule.wall_clock.isoformat(timespec="seconds"),
        "zone": rule.zone,
        "interval_weeks": rule.interval_weeks,
        "skip_dates": sorted(day.isoformat() for day in rule.skip_dates),
        "weekly_start_days": rule.weekly_start_days,
    }


def rule_from_json(stored: dict[str, Any]) -> Rule | None:
    """None for a season that was never planned."""
    if not stored:
        return None
    return Rule(
        premiere_count=stored["premiere_count"],
        weekly_count=stored["weekly_count"],
        first_date=date.fromisoformat(stored["first_date"]),
        wall_clock=time.fromisoformat(stored["wall_clock"]),
        zone=stored["zone"],
        interval_weeks=stored["interval_weeks"],
        skip_dates=frozenset(date.fromisoformat(day) for day in stored["skip_dates"]),
        weekly_start_days=stored["weekly_start_days"],
    )
