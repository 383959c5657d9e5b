"""Numbered parts of a list. Part 1 holds the oldest entries; a full part never changes again."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_integer

from series.pages.live import PART_SIZE
from series.pages.shown.addresses import link

# However long the archive, a page links to no more parts than this; each part links to its neighbours.
LINKED = 24


def part_links(path: str, *, count: int, shown: int, limit: int) -> list[dict[str, object]]:
    """Links to the newest parts, newest first. None when what is shown is all there is."""
    if shown < limit and count <= 1:
        return []
    return [part_link(path, number) for number in range(count, max(0, count - LINKED), -1)]


def part_link(path: str, number: int) -> dict[str, object]:
    first = (number - 1) * PART_SIZE + 1
    return {
        "number": number,
        "path": link(path.format(key=number)),
        "first": first,
        "last": number * PART_SIZE,
    }


def part_number(key: str) -> int | None:
    """The number a part's page was made for, or None when its key is no such number."""
    try:
        validate_integer(key)
    except ValidationError:
        return None
    return int(key) if int(key) >= 1 else None


def neighbours(path: str, *, number: int, count: int) -> dict[str, object]:
    """The parts before and after. The newest part has none after it until that one begins."""
    return {
        "older": part_link(path, number - 1) if number > 1 else None,
        "newer": part_link(path, number + 1) if number < count else None,
    }
