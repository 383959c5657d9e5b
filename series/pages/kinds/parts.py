"""Numbered parts of a list. Part 1 holds the oldest entries; a full part never changes again."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_integer

from series.models import Page
from series.pages.live import PART_SIZE, LiveSet
from series.pages.metadata.graph import collection
from series.pages.shown.addresses import absolute, link
from series.pages.shown.frames import frames

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


def neighbours(path: str, *, number: int, count: int) -> dict[str, dict[str, object] | None]:
    """The parts before and after. The newest part has none after it until that one begins."""
    return {
        "older": part_link(path, number - 1) if number > 1 else None,
        "newer": part_link(path, number + 1) if number < count else None,
    }


def part_data(
    *,
    page: Page,
    live: LiveSet,
    key: str,
    path: str,
    name: str,
    above: list[tuple[str, str]],
    number: str | None = None,
) -> dict[str, object] | None:
    """What a numbered part of episodes shows, the oldest first; None where there is no such part."""
    place = part_number(page.key if number is None else number)
    episodes = frames(live.part(key, place), live=live) if place else []
    if not place or not episodes:
        return None
    this = part_link(path, place)
    title = f"{name}, {this['first']}–{this['last']}"
    return {
        "title": title,
        "name": name,
        "above": link(above[-1][1]),
        "part": this,
        **neighbours(path, number=place, count=live.parts(key)),
        "latest": episodes,
        "trail": [*above, (str(place), page.path)],
        "nodes": [
            collection(
                page=absolute(page.path),
                name=title,
                description=name,
                urls=[absolute(str(frame["path"])) for frame in episodes],
            )
        ],
    }
