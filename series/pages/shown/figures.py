"""Impact figures as pages show them: the number, who says so, and as of when."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from series.pages.live import LiveSet, LiveSubject
from series.pages.shown.addresses import web_address
from series.pages.shown.language import direction

NBSP = "\N{NO-BREAK SPACE}"


def figures(live: LiveSet, *, series: int | None = None, cause: int | None = None) -> list[dict[str, object]]:
    """All that are public, or those of a series or a cause, in the order that editors gave them."""
    found: Iterable[LiveSubject] = live.all_of("figure")
    if series is not None:
        found = [figure for figure in found if figure.series == series]
    if cause is not None:
        found = [figure for figure in found if cause in figure.causes]
    return [
        _shown(one.content) for one in sorted(found, key=lambda one: (one.content.get("order", 0), one.id))
    ]


def _shown(content: Mapping[str, Any]) -> dict[str, object]:
    language = content.get("language") or "en"
    source_url = content.get("source_url")
    return {
        "label": content["label"],
        "before": before(content.get("prefix") or ""),
        "number": Decimal(content["value"]),
        "after": after(content.get("suffix") or "", content.get("unit") or ""),
        "language": language,
        "direction": direction(language),
        "source": content.get("source") or "",
        "source_url": source_url if web_address(source_url) else "",
        "as_of": date.fromisoformat(content["as_of"]) if content.get("as_of") else None,
        # Of the date, what is said: a source often names no more than the year.
        "as_of_shows": content.get("as_of_shows") or "day",
        "owner": content.get("owner") or "",
    }


def before(prefix: str) -> str:
    """A word keeps its distance from the number, a sign does not: “more than 30”, “over $1”."""
    prefix = prefix.strip()
    return f"{prefix}{NBSP}" if prefix and prefix[-1].isalnum() else prefix


def after(suffix: str, unit: str) -> str:
    suffix, unit = suffix.strip(), unit.strip()
    near = f"{NBSP}{suffix}" if suffix and suffix[0].isalnum() else suffix
    return f"{near} {unit}" if unit else near
