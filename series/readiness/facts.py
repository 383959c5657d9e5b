"""Facts that a reader may want to check have a source.

A text states facts when it holds a figure (a year, a sum, a count, a share) or quotes somebody. Whether the sources
are good is for the person who reviews; that there are any is checked here.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from series.models import Subject
from series.readiness.finding import Finding, Level

FIGURE = re.compile(r"[$€£¥]?\d[\d.,\u202f ]*\d%?|\d%?")
QUOTE = re.compile(r"[“„«][^”“»]{3,}[”“»]|\"[^\"]{3,}\"")
SHOWN = 40


def check(*, subject: Subject, content: Mapping[str, Any], day: date) -> Iterable[Finding]:
    if subject.kind != "episode":
        return
    count = len(content["sources"])
    if count:
        said = "One source is named" if count == 1 else f"{count} sources are named"
        yield Finding("facts", Level.PASS, f"{said} for the facts in the story.", "sources")
        return
    stated = stated_in(f"{content['summary']}\n{content['story']}")
    if stated:
        yield Finding(
            "facts",
            Level.WARN,
            f"The story says {stated}, and no source is named. Say where it is from.",
            "sources",
        )
    else:
        yield Finding("facts", Level.WARN, "No source is named for the facts in the story.", "sources")


def stated_in(text: str) -> str:
    """The first figure or quotation of the text. Empty when it states nothing that can be looked up."""
    places = [found for found in (QUOTE.search(text), FIGURE.search(text)) if found]
    if not places:
        return ""
    first = min(places, key=lambda found: found.start()).group().strip()
    return first if len(first) <= SHOWN else f"{first[:SHOWN].rstrip()}…"
