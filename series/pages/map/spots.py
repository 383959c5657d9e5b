"""People on a map: those who would lie on one another stand in one spot together."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from series.pages.map.window import Degrees, Window

# Columns between two spots: what a thumb needs on a phone, where a hundred columns are some 340 pixels wide.
APART = 7.2
# As many names as one listens to.
NAMED = 5
Person = Mapping[str, Any]


@dataclass
class Spot:
    """`x` and `y` as the drawing writes them: no locale's comma."""

    x: str
    y: str
    people: list[Person] = field(default_factory=list)

    @property
    def alone(self) -> Person | None:
        """Who stands there, where that is one."""
        return self.people[0] if len(self.people) == 1 else None

    @property
    def radius(self) -> str:
        return "1.3" if self.alone else "2.6"

    @property
    def said(self) -> str:
        """Who is there, for who hears the map."""
        names = [str(person["name"]) for place in self.places for person in place["people"]]
        more = len(names) - NAMED
        listed = ", ".join(names[:NAMED]) + (f" +{more}" if more > 0 else "")
        return " · ".join([listed, *(place["name"] for place in self.places[:1])])

    @cached_property
    def places(self) -> list[dict[str, Any]]:
        """By the names of the places, each with its people."""
        named: dict[str, dict[str, Any]] = {}
        for person in sorted(
            self.people, key=lambda one: (str(one["place"]).casefold(), str(one["name"]).casefold())
        ):
            said = str(person["place"]) or degrees(person["position"])
            named.setdefault(said.casefold(), {"name": said, "people": []})["people"].append(person)
        return list(named.values())


def spots(people: Sequence[Person], *, window: Window) -> list[Spot]:
    """In the order of their places' names. Who comes first stands where they are; who is near joins them."""
    found: list[tuple[tuple[float, float], Spot]] = []
    for person in people:
        x, y = window.at(person["position"])
        near = next((spot for (a, b), spot in found if math.hypot(a - x, b - y) < APART), None)
        if near is None:
            near = Spot(f"{x:.1f}", f"{y:.1f}")
            found.append(((x, y), near))
        near.people.append(person)
    return sorted(
        (spot for _at, spot in found), key=lambda spot: (spot.places[0]["name"].casefold(), spot.x, spot.y)
    )


def degrees(position: Degrees) -> str:
    latitude, longitude = position
    return f"{abs(latitude):g}° {'S' if latitude < 0 else 'N'}, {abs(longitude):g}° {'W' if longitude < 0 else 'E'}"
