"""Which part of the Earth a map shows, and where a place stands on it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from series.pages.map.land import NORTH, SOUTH

type Degrees = tuple[float, float]

# Columns of ticks: as many as a phone still shows apart.
COLUMNS = 100
# Degrees around the outermost places, and the least that is shown: a coast should be seen to be known.
MARGIN, LEAST = 7.0, 36.0
# From here on the whole Earth is clearer.
WIDE = 150.0
# Width to height.
BROADEST, NARROWEST = 2.1, 1.35


@dataclass(frozen=True)
class Window:
    """`step` is the width of a column in degrees; x and y are counted in columns from the upper left."""

    west: float
    north: float
    step: float
    width: int
    height: int
    # How much shorter a degree is from west to east than from south to north, at the middle of the map.
    squeeze: float

    def at(self, place: Degrees) -> tuple[float, float]:
        latitude, longitude = place
        x = (longitude - self.west) / self.step
        y = (self.north - latitude) / (self.step * self.squeeze)
        return (
            min(max(x, 0.0), float(self.width)),
            min(max(y, 0.0), float(self.height)),
        )


def around(places: Sequence[Degrees]) -> Window:
    """A window that shows all of these, whole degrees wide."""
    west, east = (f(longitude for _latitude, longitude in places) for f in (min, max))
    south, north = (f(latitude for latitude, _longitude in places) for f in (min, max))
    if east - west > WIDE:
        west, east, south, north = -180.0, 180.0, SOUTH + 4.0, NORTH - 4.0
    else:
        west, east, south, north = west - MARGIN, east + MARGIN, south - MARGIN, north + MARGIN
    squeeze = math.cos(math.radians(min(55.0, abs(south + north) / 2)))
    wide = max(east - west, LEAST, (north - south) * NARROWEST / squeeze)
    high = max(north - south, wide * squeeze / BROADEST)
    west = max(-180.0, min((west + east - wide) / 2, 180.0 - wide))
    north = min(float(NORTH), max((north + south + high) / 2, SOUTH + high))
    west, wide = math.floor(west), math.ceil(min(wide, 360.0))
    step = max(1, math.ceil(wide * 2 / COLUMNS)) / 2
    return Window(
        west=west,
        north=math.ceil(north),
        step=step,
        width=math.ceil(wide / step),
        height=math.ceil(high / (step * squeeze)),
        squeeze=squeeze,
    )
