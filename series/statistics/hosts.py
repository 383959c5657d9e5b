"""The site that led here, as it may be kept: the name of a public site, OTHER, or nothing."""

import ipaddress
import re
from collections.abc import Container

from series.models.count import OTHER

LONGEST = 100
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
# Endings that no public site has: machines of a house, a company or a developer.
_INNER = ("local", "localhost", "internal", "intranet", "lan", "home", "corp", "private", "test", "onion")


def host_of(said: str, *, own: Container[str] = ()) -> str:
    """`own` are names of ours, as this gives them: who comes from there comes from nowhere.

    A number, a name without a dot or one of somebody's own network points at a place and is not kept.
    """
    said = said.strip().rstrip(".").lower()
    if not said:
        return ""
    if said.startswith("[") or said.count(":") > 1 or not (name := _ascii(said.partition(":")[0])):
        return OTHER
    name = name.removeprefix("www.")
    if name in own:
        return ""
    return name if _is_public(name) else OTHER


def _ascii(said: str) -> str:
    """Names in other letters as the net writes them (IDNA); "" for what is no name."""
    try:
        return said.encode("idna").decode().lower()
    except UnicodeError:
        return ""


def _is_public(name: str) -> bool:
    labels = name.split(".")
    if len(name) > LONGEST or len(labels) < 2 or labels[-1] in _INNER or labels[-1].isdigit():
        return False
    return all(_LABEL.fullmatch(label) for label in labels) and not _is_number(name)


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
