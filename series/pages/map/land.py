"""Where there is land, at every half degree. From Natural Earth's 1:110m countries, which are in the public domain."""

import functools
from pathlib import Path

from PIL import Image

# A bit for each half degree, from 180° West and this latitude, eastward and southward.
FILE = Path(__file__).with_name("land.png")
PER_DEGREE = 2
NORTH, SOUTH = 84, -60
# As much of a cell as must be land for a tick to stand in it: islands show, and coasts do not swell.
SHARE = 0.45


@functools.cache
def _rows() -> list[list[int]]:
    """By row, how many of the cells before each place are land."""
    with Image.open(FILE) as picture:
        wide, high = picture.size
        bits = picture.convert("L").tobytes()
    rows = []
    for row in range(high):
        sums = [0]
        for bit in bits[row * wide : (row + 1) * wide]:
            sums.append(sums[-1] + (bit > 0))
        rows.append(sums)
    return rows


def is_land(*, west: float, east: float, south: float, north: float) -> bool:
    """Whether most of this cell is land."""
    rows = _rows()
    first, last = (max(0, min(720, round((degrees + 180) * PER_DEGREE))) for degrees in (west, east))
    top, end = (max(0, min(len(rows), round((NORTH - degrees) * PER_DEGREE))) for degrees in (north, south))
    last, end = max(last, first + 1), max(end, top + 1)
    cells = rows[top:end]
    if first >= 720 or not cells:
        return False
    return sum(row[min(last, 720)] - row[first] for row in cells) >= SHARE * len(cells) * (last - first)
