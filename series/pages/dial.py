"""The minute: sixty ticks as inline SVG. Drawn by dashes along a circle, so that sixty cost no more than one."""

import functools

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

TICKS = 60
# Of the space between two ticks, how much the tick itself takes.
THIN = 0.22
THICK = 0.36


@functools.lru_cache(maxsize=1024)
def dial(
    *, lit: int = 0, long: tuple[int, ...] = (), open_: tuple[int, ...] = (), label: str = ""
) -> SafeString:
    """A dial with the first `lit` ticks filled, a long tick at each place of `long` and an open one at `open_`.

    Places run from 1 at the top, clockwise; the sixty-first falls on the first again. Without `label` the dial is
    decoration and hidden from screen readers.
    """
    circles = [_circle("ticks", radius=45, length=8, pattern=(f"{THIN} {1 - THIN:g}", THIN / 2))]
    if lit > 0:
        circles.append(_circle("lit", radius=45, length=8, pattern=_run(min(lit, TICKS))))
    for name, places in (("open", open_), ("long", long)):
        marks = sorted({(place - 1) % TICKS for place in places})
        if marks:
            circles.append(_circle(name, radius=41, length=16, pattern=_marks(marks)))
    return format_html(
        '<svg class="dial" viewBox="0 0 100 100"{}>{}<g fill="none">{}</g></svg>',
        mark_safe(' role="img"' if label else ' aria-hidden="true"'),  # noqa: S308 -- two literals
        format_html("<title>{}</title>", label) if label else "",
        mark_safe("".join(circles)),  # noqa: S308 -- numbers and literals only
    )


@functools.lru_cache(maxsize=64)
def mark(place: int = 1) -> SafeString:
    """The dial at the size of a letter, where sixty ticks would blur: twelve, and the place's own. Decoration."""
    turn = (place - 1) % TICKS * 6
    return format_html(
        '<svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><g fill="none">'
        '<path class="ticks" d="M16 2.5a13.5 13.5 0 1 1 0 27a13.5 13.5 0 1 1 0-27" stroke-width="4" pathLength="12"'
        ' stroke-dasharray=".26 .74" stroke-dashoffset=".13"/>'
        '<path class="long" d="M16 0v11" stroke-width="3.4" transform="rotate({} 16 16)"/></g></svg>',
        turn,
    )


def ruler() -> SafeString:
    """The same minute laid out flat: sixty ticks and every fifth longer. Decoration."""
    return RULER


def _circle(name: str, *, radius: int, length: int, pattern: tuple[str, float]) -> str:
    dashes, start = pattern
    # A path and not a circle: SVG 1.1, which validators know, gives a length of its own to paths only.
    return (
        f'<path class="{name}" d="{_round(50, radius)}" stroke-width="{length}" pathLength="60" '
        f'stroke-dasharray="{dashes}" stroke-dashoffset="{start:g}"/>'
    )


def _round(centre: int, radius: float) -> str:
    """A circle from the top, clockwise."""
    top, across = centre - radius, 2 * radius
    arc = f"a{radius:g} {radius:g} 0 1 1 0"
    return f"M{centre} {top:g}{arc} {across:g}{arc}-{across:g}"


def _run(count: int) -> tuple[str, float]:
    dashes = " ".join([f"{THIN} {1 - THIN:g}"] * (count - 1) + [f"{THIN} {TICKS - count + 1 - THIN:g}"])
    return dashes, THIN / 2


def _marks(marks: list[int]) -> tuple[str, float]:
    following = [*marks[1:], marks[0] + TICKS]
    gaps = [after - before - THICK for before, after in zip(marks, following, strict=True)]
    return " ".join(f"{THICK} {gap:g}" for gap in gaps), THICK / 2 - marks[0]


RULER = mark_safe(
    '<svg class="ruler" viewBox="0 0 600 12" preserveAspectRatio="none" aria-hidden="true">'
    '<path class="ticks" d="M0 9H600" stroke-width="6" pathLength="60" stroke-dasharray=".1 .9"/>'
    '<path class="ticks" d="M0 6H600" stroke-width="12" pathLength="12" '
    'stroke-dasharray=".02 .98"/></svg>'
)
