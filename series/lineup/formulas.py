"""Cells that a spreadsheet would take for a formula: written with an apostrophe before them, and read without it."""

import re

# What spreadsheets act on, after any apostrophes that an earlier round has put there.
_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n]")


def escaped(text: str) -> str:
    return f"'{text}" if _DANGEROUS.match(text) else text


def unescaped(text: str) -> str:
    """The inverse: what `escaped` was given."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text[1:]) else text


def is_formula(text: str) -> bool:
    return text.lstrip().startswith("=")
