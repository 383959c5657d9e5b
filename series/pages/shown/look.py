"""The colours of a hub or a series as a stylesheet, both themes."""

import re

from series.pages.live import PLAIN_SITE
from series.pages.palette import Theme, palette

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def stylesheet(ember: object) -> bytes:
    """`ember` is #rrggbb; anything else gives the plain hub's colours."""
    known = ember if isinstance(ember, str) and COLOUR.fullmatch(ember) else PLAIN_SITE["ember"]
    themes = palette(str(known).lower())
    dark = _properties(themes.dark)
    return (
        f":root{{{_properties(themes.light)}}}"
        f"@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"
        f"@media print{{:root{{{_properties(themes.light)}--paper:#fff}}}}\n"
    ).encode()


def _properties(theme: Theme) -> str:
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in vars(theme).items())
