"""The colours of a hub or a series as a stylesheet: both themes, and the screening room."""

import re

from series.pages.live import PLAIN_SITE
from series.pages.palette import Theme, palette

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def stylesheet(ember: object) -> bytes:
    themes = palette(ember_of(ember))
    light, dark = _properties(themes.light), _properties(themes.dark)
    # A room is dark by day, too; on paper it is paper.
    return (
        f":root{{{light}}}.room{{{dark}}}"
        f"@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"
        f"@media print{{:root,.room{{{light}--paper:#fff}}}}\n"
    ).encode()


def ember_of(ember: object) -> str:
    """As #rrggbb; anything else gives the plain hub's."""
    known = ember if isinstance(ember, str) and COLOUR.fullmatch(ember) else PLAIN_SITE["ember"]
    return str(known).lower()


def _properties(theme: Theme) -> str:
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in vars(theme).items())
