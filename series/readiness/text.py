"""Words that a page can't do without."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from series.models import Subject
from series.readiness.finding import Finding, Level


def check(*, subject: Subject, content: Mapping[str, Any], day: date) -> Iterable[Finding]:
    if subject.kind != "episode":
        return
    if not content["summary"].strip():
        yield Finding("summary", Level.STOP, "Write a summary: lists, feeds and cards show it.", "summary")
    if not content["byline"].strip():
        yield Finding("byline", Level.WARN, "There is no byline. Say who made it.", "byline")
    else:
        yield Finding("byline", Level.PASS, f"By {content['byline']}.", "byline")
