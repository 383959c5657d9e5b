"""Three versions of a text made into one, line by line: what only one side touched needs no question."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Merged:
    """The text brought together. Where it is not `clean`, both passages stand in it, theirs before yours."""

    text: str
    clean: bool


def merge_lines(*, base: str, theirs: str, yours: str) -> Merged:
    was, them, you = (text.replace("\r\n", "\n").split("\n") for text in (base, theirs, yours))
    out: list[str] = []
    clean = True
    at = at_theirs = at_yours = 0
    for start, end, their_start, your_start in _shared(was, them, you):
        before = was[at:start]
        their_lines, your_lines = them[at_theirs:their_start], you[at_yours:your_start]
        if their_lines == your_lines or your_lines == before:
            out += their_lines
        elif their_lines == before:
            out += your_lines
        else:
            clean = False
            out += [*their_lines, *your_lines]
        out += was[start:end]
        length = end - start
        at, at_theirs, at_yours = end, their_start + length, your_start + length
    return Merged("\n".join(out), clean)


def _shared(was: list[str], them: list[str], you: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of the base that both sides kept: start and end in it, and the starts in theirs and in yours."""
    theirs, yours = _matches(was, them), _matches(was, you)
    one, other = 0, 0
    while one < len(theirs) and other < len(yours):
        a, b = theirs[one], yours[other]
        start, end = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
        if start < end:
            yield start, end, a.b + start - a.a, b.b + start - b.a
        if a.a + a.size < b.a + b.size:
            one += 1
        else:
            other += 1
    yield len(was), len(was), len(them), len(you)


def _matches(was: list[str], now: list[str]) -> list:
    return SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()[:-1]
