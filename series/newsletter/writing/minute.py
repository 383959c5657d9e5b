"""The sign of the house as a mail can draw it: sixty ticks in the cells of a table, nothing to load."""

from series.publishing.effects.notice.minute import ticks

# Height and width of each kind of tick, in pixels.
SIZES = {"own": (20, 3), "fifth": (10, 1), "tick": (6, 1)}


def cells(number: int | None) -> list[dict[str, object]]:
    return [
        {"own": kind == "own", "height": SIZES[kind][0], "width": SIZES[kind][1]} for kind in ticks(number)
    ]
