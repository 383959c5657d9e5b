"""The sign of the house, sixty ticks, as a mail can draw it: a rule instead of a dial, nothing to load."""

TICKS = 60


def ticks(number: int | None) -> list[str]:
    """The class of each tick: the episode's own is long, every fifth a little longer than the rest."""
    own = (number - 1) % TICKS if number else None
    return ["own" if i == own else "fifth" if i % 5 == 0 else "tick" for i in range(TICKS)]
