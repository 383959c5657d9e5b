"""What a cue must be (errors) and should be (warnings), each named by cue and line."""

import html
import re
from collections.abc import Iterator
from itertools import pairwise

from series.video import limits
from series.video.cues import Cue

TAG = re.compile(r"<[^>]*>?")
ALLOWED = re.compile(
    r"</(?:i|b|u|c|lang|ruby|rt|v)>|<(?:i|b|u|c|ruby|rt)(?:\.[\w-]+)*>|<(?:v|lang)(?:\.[\w-]+)*(?:[ \t][^<>]*)?>"
    r"|<(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}>"
)
# Broadcasters' usual measures for reading speed and line length, for upright film.
LINES = 2
CHARACTERS_A_LINE = 37
CHARACTERS_A_SECOND = 20
SHORTEST_MS, LONGEST_MS = 1000, 7000


def spoken(text: str) -> str:
    """The text without tags, with character references resolved."""
    return html.unescape(TAG.sub("", text)).strip()


def errors(cues: list[Cue], *, duration_ms: int | None) -> Iterator[str]:
    for cue in cues:
        yield from (f"Cue {cue.number}, line {cue.line}: {found}" for found in _wrong(cue))
    for before, cue in pairwise(cues):
        if cue.start < before.start:
            yield (
                f"Cue {cue.number}, line {cue.line}: it starts before cue {before.number}. "
                "Put the cues in order of time."
            )
    if duration_ms is not None:
        yield from too_late(cues, duration_ms=duration_ms)


def too_late(cues: list[Cue], *, duration_ms: int) -> Iterator[str]:
    for cue in cues:
        if cue.end > duration_ms + limits.CAPTION_OVERHANG_MS:
            yield (
                f"Cue {cue.number}, line {cue.line}: it ends at {cue.end / 1000:.1f} s, "
                f"but the film lasts {duration_ms / 1000:.1f} s. Are these the captions of this film?"
            )


def _wrong(cue: Cue) -> Iterator[str]:
    if cue.end <= cue.start:
        yield "it ends before it starts. Swap or mend its times."
    if not spoken(cue.text):
        yield "it has no text. Write it or remove the cue."
    if "-->" in cue.text:
        yield "its text holds an arrow (-->). Leave an empty line between cues."
    for tag in TAG.findall(cue.text):
        if not ALLOWED.fullmatch(tag):
            yield f"{tag} is not a caption tag. Only v, i, b, u, c, lang and ruby are; write < as &lt;."


def warnings(cues: list[Cue]) -> Iterator[str]:
    for cue in cues:
        yield from (f"Cue {cue.number}, line {cue.line}: {found}." for found in _hard_to_read(cue))
    for before, cue in pairwise(cues):
        if cue.start < before.end:
            yield f"Cue {cue.number}, line {cue.line}: it overlaps cue {before.number}."
    if cues and not any(re.search(r"\[[^\]]+\]|\([^)]+\)|♪", cue.text) for cue in cues):
        yield "No sound is described. Name music and noises in brackets: [soap bubbling]."


def _hard_to_read(cue: Cue) -> Iterator[str]:
    lines = spoken(cue.text).splitlines() or [""]
    shown = cue.end - cue.start
    if len(lines) > LINES:
        yield f"it has {len(lines)} lines; two can be read"
    if max(map(len, lines)) > CHARACTERS_A_LINE:
        yield f"a line has more than {CHARACTERS_A_LINE} characters"
    if not SHORTEST_MS <= shown <= LONGEST_MS:
        yield f"it is shown for {shown / 1000:.1f} s; between 1 and 7 can be read"
    elif sum(map(len, lines)) > CHARACTERS_A_SECOND * shown / 1000:
        yield f"it is read at more than {CHARACTERS_A_SECOND} characters a second"
