"""How late each of the last releases was, as ticks on a strip: the higher, the later, by powers of ten."""

import math
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

WIDTH, HEIGHT, FOOT = 600, 96, 8
# From a hundredth of a second to a hundred; beyond, a tick ends at the edge.
LOWEST, HIGHEST = -2.0, 2.0
LINES = ((0.1, "0.1 s"), (1.0, "1 s"), (10.0, "10 s"))
# Later than this is worth a look: the tick carries a diamond, so that colour is not needed to see it.
LATE = 1.0


def chart(seconds: Sequence[float], *, median: str, worst: str) -> SafeString:
    """The oldest first. What it says is in its title; the numbers stand in the table beside it."""
    step = WIDTH / max(len(seconds), 12)
    places = [(step * (i + 0.5), second) for i, second in enumerate(seconds)]
    title = ngettext(
        "How late the last release was: %(worst)s",
        "How late the last %(n)s releases were: half of them at most %(median)s, the latest %(worst)s",
        len(seconds),
    ) % {"n": len(seconds), "median": median, "worst": worst}
    return format_html(
        '<svg class="desk-strip" viewBox="0 0 {} {}" role="img" aria-labelledby="strip-title"'
        ' preserveAspectRatio="none"><title id="strip-title">{}</title>{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        title,
        format_html_join("", '<path class="line" d="M0 {0}H{1}"/>', [(_y(at), WIDTH) for at, _name in LINES]),
        format_html_join(
            "", '<path class="tick" d="M{} {}V{}"/>', [(f"{x:.1f}", HEIGHT, _y(late)) for x, late in places]
        ),
        format_html_join(
            "",
            '<path class="late" d="M{0} {1}l4 5l-4 5l-4 -5z"/>',
            [(f"{x:.1f}", f"{float(_y(late)) - 6:.1f}") for x, late in places if late > LATE],
        ),
    )


def scale() -> list[str]:
    """The lines' names, from the lowest. home.css says where each stands."""
    return [name for _at, name in LINES]


def _y(seconds: float) -> str:
    power = math.log10(max(seconds, 10**LOWEST))
    share = (min(power, HIGHEST) - LOWEST) / (HIGHEST - LOWEST)
    return f"{HEIGHT - FOOT - share * (HEIGHT - 2 * FOOT):.1f}"
