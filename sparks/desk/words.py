"""Two versions of a text as one, with what went and what came marked word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

# Beyond this many words on either side a passage is marked as a whole: matching grows with the square.
MOST = 1500
WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """`kind` is `same`, `del` or `ins`."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The pieces in order: without the `ins` they make `before`, without the `del` they make `after`."""
    out: list[Piece] = []
    for kind, text in _parts(before.replace("\r\n", "\n"), after.replace("\r\n", "\n")):
        if not text:
            continue
        if out and out[-1].kind == kind:
            out[-1] = Piece(kind, out[-1].text + text)
        else:
            out.append(Piece(kind, text))
    return out


def _parts(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal":
            yield "same", gone
        elif tag == "replace":
            yield from _words(gone, come)
        else:
            yield "del", gone
            yield "ins", come


def _words(gone: str, come: str) -> Iterator[tuple[str, str]]:
    old, new = WORD.findall(gone), WORD.findall(come)
    if max(len(old), len(new)) > MOST:
        yield "del", gone
        yield "ins", come
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", "".join(old[a:b])
        else:
            yield "del", "".join(old[a:b])
            yield "ins", "".join(new[c:d])
