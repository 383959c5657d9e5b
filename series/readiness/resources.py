"""What a resource page can't do without."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from series.models import Subject
from series.readiness.finding import Finding, Level


def check(*, subject: Subject, content: Mapping[str, Any], day: date) -> Iterable[Finding]:
    if subject.kind != "resource":
        return
    if not content["summary"].strip():
        yield Finding("summary", Level.STOP, "Write a summary: lists show it.", "summary")
    if content["link"] and not content["link"].startswith("https://"):
        yield Finding("link", Level.STOP, "The way in has to begin with https://.", "link")
    if not content["body"].strip():
        yield Finding("body", Level.WARN, "There is no text. Say what it is and for whom.", "body")
    if not content["link"] and (content["opens"] or content["closes"]):
        yield Finding(
            "link", Level.WARN, "It opens or closes, but there is no way in. Give its address.", "link"
        )
