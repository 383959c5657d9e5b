"""One theme, whatever the device prefers: what asks for the preference is answered on the server."""

import re

THEMES = ("light", "dark")
_ASKED = re.compile(r"@media\s*\(prefers-color-scheme:\s*dark\)")


def switched(text: str, theme: str) -> str:
    """A stylesheet, or a page, in `theme`; unchanged when that is neither light nor dark."""
    if theme not in THEMES:
        return text
    text = _ASKED.sub("@media all" if theme == "dark" else "@media not all", text)
    for both in ("color-scheme: light dark", 'content="light dark"'):
        text = text.replace(both, both.replace("light dark", theme))
    return text
