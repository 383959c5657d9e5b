"""An impact figure says where it comes from and as of when, and grows old."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from series.models import Subject
from series.readiness.finding import Finding, Level

YEARS = 1


def oldest_fresh(day: date) -> date:
    """The same day a year before; of a leap day the day before it."""
    try:
        return day.replace(year=day.year - YEARS)
    except ValueError:
        return day.replace(year=day.year - YEARS, day=28)


def is_old(as_of: date, day: date) -> bool:
    return as_of < oldest_fresh(day)


def check(*, subject: Subject, content: Mapping[str, Any], day: date) -> Iterable[Finding]:
    if subject.kind != "figure":
        return
    if not content["source"].strip():
        yield Finding(
            "source", Level.STOP, "Name the source: a number that nobody vouches for is not shown.", "source"
        )
    elif not content["source_url"]:
        yield Finding(
            "source", Level.WARN, "The source has no address, so nobody can look it up.", "source_url"
        )
    if not content["as_of"]:
        yield Finding("date", Level.STOP, "Say as of when the number is right.", "as_of")
        return
    as_of = date.fromisoformat(content["as_of"])
    if as_of > day:
        yield Finding(
            "date", Level.STOP, f"{as_of:%d %B %Y} is still to come. Give the date of the source.", "as_of"
        )
    elif is_old(as_of, day):
        yield Finding(
            "age",
            Level.WARN,
            f"The number is of {as_of:%d %B %Y}, older than a year. Ask for a newer one.",
            "as_of",
        )
    # Who keeps it up is the desk's own business, and in no revision.
    if subject.figure is not None and subject.figure.owner_id is None:
        yield Finding("owner", Level.WARN, "Nobody keeps this number up. Choose who does.", "owner")
