"""Plays by day or month as bars, and in each how many were seen to the end. The table beside it has the numbers."""

from collections.abc import Sequence
from datetime import date

from django.utils import dateformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from series.statistics.reading import Sums

WIDTH, HEIGHT = 600, 150
# Of a bar's place; the rest is the gap to the next.
FULL, WITHIN = 0.72, 0.36

Units = Sequence[tuple[date, Sums]]


def top_of(units: Units) -> int:
    """The round number at the upper line: one figure with noughts behind, and at least two."""
    most = max((sums.plays for _day, sums in units), default=0)
    ten = 1
    while True:
        for head in (1, 2, 3, 4, 5, 6, 8):
            if head * ten >= max(most, 2):
                return head * ten
        ten *= 10


def chart(units: Units, *, by_month: bool) -> SafeString:
    """From the oldest to the newest, whatever direction the words have."""
    top, step = top_of(units), WIDTH / max(len(units), 7)
    best, most = max(units, key=lambda unit: unit[1].plays)
    title = _("Plays from %(first)s to %(last)s; most on %(best)s, with %(most)d.") % {
        "first": said(units[0][0], by_month=by_month),
        "last": said(units[-1][0], by_month=by_month),
        "best": said(best, by_month=by_month),
        "most": most.plays,
    }
    bars = format_html_join(
        "",
        '<g><title>{}</title><path class="air" d="{}"/><path class="plays" d="{}"/><path class="ends" d="{}"/></g>',
        [
            (
                _told(day, sums, by_month=by_month),
                _bar(step * n, step, 1, top, top),
                _bar(step * n, step, FULL, sums.plays, top),
                _bar(step * n, step, WITHIN, min(sums.completions, sums.plays), top),
            )
            for n, (day, sums) in enumerate(units)
        ],
    )
    return format_html(
        '<svg class="audience-bars" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<path class="line" d="M0 0H{}M0 {}H{}M0 {}H{}"/>{}</svg>',
        *(WIDTH, HEIGHT, title, WIDTH, HEIGHT / 2, WIDTH, HEIGHT, WIDTH, bars),
    )


def _bar(at: float, step: float, share: float, number: int, top: int) -> str:
    """Standing on the lower line in the middle of its place. What there is at all can be seen."""
    height = max(HEIGHT * number / top, 1.5) if number else 0
    wide = step * share
    return f"M{at + (step - wide) / 2:.1f} {HEIGHT}v-{height:.1f}h{wide:.1f}v{height:.1f}z"


def said(day: date, *, by_month: bool) -> str:
    return dateformat.format(day, "F Y" if by_month else "j F Y")


def _told(day: date, sums: Sums, *, by_month: bool) -> str:
    return _("%(day)s: %(plays)d played, %(ends)d to the end") % {
        "day": said(day, by_month=by_month),
        "plays": sums.plays,
        "ends": sums.completions,
    }
