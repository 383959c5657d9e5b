"""Where the stories are: the newest hundred people with a place, on a map and in a list beside it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.kinds.parts import part_links
from series.pages.live import LiveSet, LiveSubject
from series.pages.map.ground import ground
from series.pages.map.spots import Spot, spots
from series.pages.map.window import around
from series.pages.metadata.graph import collection
from series.pages.paths import TABLE
from series.pages.shown.addresses import absolute
from series.pages.shown.people import people_lines

TEMPLATE = "pages/places.html"
NEWEST = 100


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    name = _("Places")
    shown = map_of(live.latest("places", NEWEST))
    count = live.parts("places")
    return {
        "title": name,
        "description": _("Where the stories are: a map of the people who had a minute here."),
        **shown,
        "parts": part_links(TABLE["places_part"], count=count, shown=0, limit=1) if count > 1 else [],
        "trail": [(name, page.path)],
        "nodes": [
            collection(
                page=absolute(page.path),
                name=name,
                description=_("Where the stories are."),
                urls=[absolute(person["path"]) for spot in shown["spots"] for person in spot.people],
            )
        ],
    }


def map_of(creators: Sequence[LiveSubject]) -> dict[str, list[Spot]]:
    """The map and its spots; nothing but no spots where nobody's place is known."""
    placed = [creator for creator in creators if creator.path and creator.content.get("position")]
    people = [
        {**line, "position": creator.content["position"]}
        for creator, line in zip(placed, people_lines(placed), strict=True)
    ]
    if not people:
        return {"spots": []}
    window = around([person["position"] for person in people])
    return {
        "spots": spots(people, window=window),
        "map": {"width": window.width, "height": window.height, "ground": ground(window)},  # type: ignore[dict-item]
    }
