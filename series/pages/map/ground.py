"""The land in a window, as one path: rows of ticks, as the minute has them laid out flat."""

from collections.abc import Iterator

from series.pages.map.land import is_land
from series.pages.map.window import Window

# A row is two columns high, so that a tick stands upright.
ROW = 2


def ground(window: Window) -> str:
    """The path's data. Its dashes are a column long each, so that they fall on columns wherever a stretch begins."""
    return "".join(f"M{start} {y + ROW / 2:g}h{length}" for y, start, length in _stretches(window))


def _stretches(window: Window) -> Iterator[tuple[int, int, int]]:
    for y in range(0, window.height, ROW):
        start = None
        for x in range(window.width + 1):
            land = x < window.width and _land(window, x, y)
            if land and start is None:
                start = x
            elif not land and start is not None:
                yield y, start, x - start
                start = None


def _land(window: Window, x: int, y: int) -> bool:
    west, tall = window.west + x * window.step, window.step * window.squeeze
    north = window.north - y * tall
    return is_land(west=west, east=west + window.step, south=north - ROW * tall, north=north)
