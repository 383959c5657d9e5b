"""Resources as pages show them: what it is, and whether it is announced, open or closed, in words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from series.contents.times import instant_of
from series.pages.live import LiveSet, LiveSubject
from series.pages.shown.addresses import host_of, link, web_address
from series.pages.shown.language import direction
from series.pages.shown.names import size_of

# What one can still get into first.
_ORDER = {"open": 0, "announced": 1, "closed": 2}


def resources(live: LiveSet, *, series: int | None = None, cause: int | None = None) -> list[dict[str, Any]]:
    """All whose page is up, or those of a series or a cause: what is open first, then what comes, then what was."""
    found: Iterable[LiveSubject] = live.all_of("resource")
    if series is not None:
        found = [resource for resource in found if resource.series == series]
    if cause is not None:
        found = [resource for resource in found if cause in resource.causes]
    return resource_lines(found)


def resource_lines(found: Iterable[LiveSubject]) -> list[dict[str, Any]]:
    lines = [(resource.id, line(resource)) for resource in found if resource.path]
    return [shown for _id, shown in sorted(lines, key=lambda pair: (*_place(pair[1]), pair[0]))]


def line(resource: LiveSubject) -> dict[str, Any]:
    content = resource.content
    language = content.get("language") or "en"
    address = content.get("link")
    return {
        "path": link(resource.path),
        "title": content["title"],
        "size": size_of(content["title"]),
        "kind": content.get("kind") or "other",
        "summary": content.get("summary") or "",
        "language": language,
        "direction": direction(language),
        "state": resource.window_state or "open",
        "opens": instant_of(content.get("opens")),
        "closes": instant_of(content.get("closes")),
        "zone": content.get("zone") or "UTC",
        "link": address if web_address(address) else "",
        "host": host_of(address),
    }


def _place(shown: dict[str, Any]) -> tuple[int, float]:
    """Among the open ones the next to close first, among the announced the next to open, of the rest the last."""
    closes, opens = _seconds(shown["closes"]), _seconds(shown["opens"])
    within = {"open": closes, "announced": opens, "closed": -closes}
    return _ORDER[shown["state"]], within[shown["state"]]


def _seconds(instant: datetime | None) -> float:
    return instant.timestamp() if instant else float("inf")
