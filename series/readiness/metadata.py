"""What search engines, cards and feeds show of a page: enough words, and not more than they show."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from series.models import Subject
from series.readiness.finding import Finding, Level

# What a search result and a social card show of a title and of a description; a shorter summary says too little.
TITLE_SHOWN = 70
SUMMARY_SHOWN = 200
SUMMARY_LEAST = 40

# Of each kind: the field that becomes the page's title, and the one that becomes its description.
FIELDS = {
    "episode": ("title", "summary"),
    "series": ("title", "promise"),
    "creator": ("name", "biography"),
    "cause": ("name", "summary"),
}
ANY_LENGTH = {"biography"}


def check(*, subject: Subject, content: Mapping[str, Any], day: date) -> Iterable[Finding]:
    if subject.kind not in FIELDS:
        return
    title, summary = FIELDS[subject.kind]
    found = [*_title(title, content[title]), *_summary(summary, content[summary].strip())]
    yield from found or [
        Finding("metadata", Level.PASS, "Search results and cards have what they show.", summary)
    ]


def _title(name: str, text: str) -> Iterable[Finding]:
    if len(text) > TITLE_SHOWN:
        yield Finding(
            "metadata",
            Level.WARN,
            f"The {name} has {len(text)} letters; search results and cards show about {TITLE_SHOWN}.",
            name,
        )


def _summary(name: str, text: str) -> Iterable[Finding]:
    if len(text) > SUMMARY_SHOWN and name not in ANY_LENGTH:
        yield Finding(
            "metadata",
            Level.WARN,
            f"The {name} has {len(text)} letters; search results and cards show about {SUMMARY_SHOWN}.",
            name,
        )
    if len(text) < SUMMARY_LEAST and (text or name != "summary"):
        yield Finding(
            "metadata",
            Level.WARN,
            f"The {name} is so short ({len(text)} letters) that search results and cards say little.",
            name,
        )
