"""Times at which something opens or closes: they exist, and it is said where they may surprise."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from series import cadence
from series.models import Subject
from series.readiness.finding import Finding, Level

# The field of the working copy by the name that the content has for it.
_TIMES = {"resource": ("opens", "closes"), "front": ("hero_until",)}


def check(*, subject: Subject, content: Mapping[str, Any], day: date) -> Iterable[Finding]:
    for name in _TIMES.get(subject.kind, ()):
        time = content.get(name)
        if time:
            yield from _one(name, time, day)


def _one(name: str, time: Mapping[str, Any], day: date) -> Iterable[Finding]:
    place = cadence.lay(datetime.fromisoformat(time["wall"]), time["zone"])
    if time["at"] is None or place.instant is None:
        yield Finding(
            "time",
            Level.STOP,
            f"{place.label} does not exist: clocks jump over it. Choose another time.",
            name,
        )
        return
    if place.kind == "first_of_two":
        yield Finding("time", Level.WARN, f"Clocks show that time twice; {place.label} is meant.", name)
    if name != "opens" and place.instant.date() < day:
        yield Finding("time", Level.WARN, f"That end has passed: {place.label}.", name)
