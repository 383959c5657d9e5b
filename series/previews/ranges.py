"""The part of a file that a player asks for (RFC 9110, section 14): one range, or the whole."""

import re
from dataclasses import dataclass

_ONE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class NotThere(Exception):
    """The file has no such part."""


@dataclass(frozen=True)
class Part:
    """First and last byte, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def asked(header: str, *, size: int) -> Part | None:
    """None is the whole: nothing was asked for, or in a way that may be passed over. Raises NotThere."""
    found = _ONE.fullmatch(header.strip())
    if found is None:
        return None
    first, last = found.groups()
    if not first and not last:
        return None
    if not first:
        wanted = min(int(last), size)
        if wanted == 0:
            raise NotThere
        return Part(size - wanted, size - 1)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise NotThere
    return Part(int(first), min(int(last), size - 1) if last else size - 1)
