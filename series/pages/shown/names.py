"""How an episode is called: the person first."""

from collections.abc import Mapping
from typing import Any

# From these lengths on a name is set smaller, so that the longest still fits a phone.
LONG = 18
LONGER = 42
LONGEST = 100


def headline(content: Mapping[str, Any]) -> str:
    """ "Jessie Whittington: A bar of soap", or the title alone when it names the person itself."""
    name, title = content.get("creator_name") or "", content.get("title") or ""
    if not name or name.casefold() in title.casefold():
        return title or name
    return f"{name}: {title}" if title else name


def subtitle(content: Mapping[str, Any]) -> str:
    """The title under the name, or nothing when it says no more than the name."""
    name, title = content.get("creator_name") or "", content.get("title") or ""
    return "" if name.casefold() == title.casefold() else title


def size_of(name: str) -> str:
    """The class that fits a name's length: its longest word counts as much as the whole."""
    longest_word = max((len(word) for word in name.split()), default=0)
    length = max(len(name), longest_word * 2)
    steps = [(LONG, "short"), (LONGER, "long"), (LONGEST, "longer")]
    return next((step for limit, step in steps if length <= limit), "longest")


def shortened(text: str, *, to: int) -> str:
    """For descriptions in metadata: whole words, one line, an ellipsis when cut."""
    text = " ".join(text.split())
    if len(text) <= to:
        return text
    cut = text[: to - 1].rsplit(" ", 1)[0] if " " in text[: to - 1] else text[: to - 1]
    return cut.rstrip(" ,;:.–—-") + "…"
