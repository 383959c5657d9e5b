"""The few words that page templates have beyond Django's own. None reads the database or the clock."""

import functools
import re
from datetime import UTC, datetime
from decimal import Decimal

from django import template
from django.template.loader import get_template
from django.utils import dateformat, formats
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from series.cadence.labels import offset_label
from series.cadence.zones import zone as load_zone
from series.pages import dial as drawing

register = template.Library()
# How many pieces are kept; a few kilobytes each.
PIECES = 2048
_pieces: dict[tuple[str, str, str], SafeString] = {}
# What a person would take for an address: of the web, of a page here, of a mailbox; never the full stop after it.
ADDRESSES = re.compile(
    r"""https://[^\s<>"']+[^\s<>"'.,;:!?)\]]"""
    r"|(?<![^\s(])/(?:[a-z0-9.-]+/)+(?:[a-z0-9-]+\.[a-z]+)?"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.ASCII,
)
BLANK_LINES = re.compile(r"\r?\n[ \t]*(?:\r?\n[ \t]*)+")


@register.filter
def paragraphs(text: str) -> SafeString:
    """Plain text: a blank line starts a paragraph, a single one a new line. Everything else is escaped."""
    parts = [part.strip() for part in BLANK_LINES.split(text or "") if part.strip()]
    return mark_safe("".join(f"<p>{_lines(part)}</p>" for part in parts))  # noqa: S308 -- escaped by _lines


@register.filter
def matter(text: str) -> SafeString:
    """Plain text with a little order: a line `# …` is a heading, lines `- …` are a list, addresses are links.

    Everything else is as in `paragraphs`.
    """
    parts = [part.strip() for part in BLANK_LINES.split(text or "") if part.strip()]
    return mark_safe("\n".join(_ordered(part.splitlines()) for part in parts))  # noqa: S308 -- escaped by _linked


def _ordered(lines: list[str]) -> str:
    if lines[0].startswith("# "):
        head = f"<h2>{conditional_escape(lines[0][2:].strip())}</h2>"
        return f"{head}\n{_ordered(lines[1:])}" if lines[1:] else head
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{_linked(line[2:].strip())}</li>" for line in lines) + "</ul>"
    return "<p>" + "<br>".join(map(_linked, lines)) + "</p>"


def _linked(line: str) -> str:
    made: list[str] = []
    at = 0
    for found in ADDRESSES.finditer(line):
        address = found.group()
        made.append(conditional_escape(line[at : found.start()]))
        target = f"mailto:{address}" if "@" in address and "://" not in address else address
        elsewhere = ' rel="noopener noreferrer external"' if target.startswith("https:") else ""
        made.append(f'<a href="{conditional_escape(target)}"{elsewhere}>{conditional_escape(address)}</a>')
        at = found.end()
    return "".join([*made, conditional_escape(line[at:])])


@register.simple_tag
def moment(instant: datetime, zone: str = "UTC", form: str = "long") -> SafeString:
    """A time that names its zone: "long" is day and clock, "day" the day alone in that zone."""
    return _moment(instant, zone, form, get_language())


@functools.lru_cache(maxsize=4096)
def _moment(instant: datetime, zone: str, form: str, _language: str) -> SafeString:
    local = instant.astimezone(load_zone(zone))
    day = dateformat.format(local, "j F Y" if form == "day" else "l j F Y")
    words = day if form == "day" else f"{day}, {offset_label(instant, zone)}"
    return format_html('<time datetime="{}">{}</time>', iso(instant), words)


@register.simple_tag
def once(template: str, **given: object) -> SafeString:
    """A piece of a page that is the same on many: rendered once for the same template, data and language.

    Sound only because such a template depends on nothing else.
    """
    key = (template, get_language(), repr(given))
    piece = _pieces.get(key)
    if piece is None:
        if len(_pieces) >= PIECES:
            _pieces.clear()
        piece = _pieces[key] = mark_safe(get_template(template).render(given))  # noqa: S308 -- a template's own output
    return piece


@register.filter
def grouped(number: Decimal) -> str:
    """As the language of the page writes a large number: 1,000,000 or 1.000.000."""
    return formats.number_format(number, force_grouping=True)


@register.filter
def iso(instant: datetime) -> str:
    """UTC, whole seconds: 2026-03-05T14:00:00Z."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@register.simple_tag
def minute_dial(lit: int = 0, long: object = (), open_: object = (), label: str = "") -> SafeString:
    """A dial; `long` and `open_` are a place or several."""
    return drawing.dial(lit=lit, long=_places(long), open_=_places(open_), label=label)


@register.simple_tag
def minute_mark(place: int = 1) -> SafeString:
    return drawing.mark(place)


@register.simple_tag
def minute_ruler() -> SafeString:
    return drawing.ruler()


def _places(places: object) -> tuple[int, ...]:
    return (places,) if isinstance(places, int) else tuple(places)  # type: ignore[arg-type]


def _lines(text: str) -> SafeString:
    return format_html_join(
        mark_safe("<br>"), "{}", ((conditional_escape(line),) for line in text.splitlines())
    )
