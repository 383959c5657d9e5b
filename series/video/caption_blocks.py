"""Splits WebVTT and SubRip text into cues, naming what it can't read by cue and line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from series.video.cues import SRT_TIME, VTT_TIME, Cue, milliseconds

ARROW = "-->"
# A region or a setting we don't know would be dropped by players, each in its own way.
KNOWN_SETTING = re.compile(r"(vertical|line|position|size|align):[a-z0-9%.,-]+")
STYLE_LOADS = re.compile(r"url\s*\(|@import|\\", re.IGNORECASE)
FONT_TAG = re.compile(r"</?font[^>]*>|\{\\[^}]*\}", re.IGNORECASE)


@dataclass
class Found:
    cues: list[Cue] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Block:
    first: int
    lines: list[str]


def is_vtt(text: str) -> bool:
    return re.match(r"WEBVTT(?:[ \t\n]|\Z)", text) is not None


def read_vtt(text: str) -> Found:
    found = Found()
    for block in _blocks(text):
        head = block.lines[0]
        if block.first == 1:
            _header(block, found)
        elif re.match(r"NOTE(?:[ \t]|\Z)", head):
            # Notes are for the people who made the file, not for the public.
            continue
        elif head.strip() in {"STYLE", "REGION"}:
            _drop_style(block, found)
        else:
            _cue(block, found, vtt=True)
    return found


def read_srt(text: str) -> Found:
    found = Found()
    for block in _blocks(text):
        _cue(block, found, vtt=False)
    return found


def _blocks(text: str) -> Iterator[Block]:
    lines: list[str] = []
    first = 1
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            first = first if lines else number
            lines.append(line)
        elif lines:
            yield Block(first, lines)
            lines = []


def _header(block: Block, found: Found) -> None:
    if any(ARROW in line for line in block.lines):
        found.errors.append("Line 2: leave an empty line between WEBVTT and the first cue.")


def _drop_style(block: Block, found: Found) -> None:
    if STYLE_LOADS.search("\n".join(block.lines)):
        found.errors.append(f"Line {block.first}: a STYLE may not load anything (url, @import). Remove it.")
    found.warnings.append(
        f"Line {block.first}: styles and regions are dropped; the site styles the captions."
    )


def _cue(block: Block, found: Found, *, vtt: bool) -> None:
    number = len(found.cues) + len(found.errors) + 1
    at = next((index for index, line in enumerate(block.lines[:2]) if ARROW in line), None)
    if at is None:
        found.errors.append(
            f"Cue {number}, line {block.first}: there is no time line. Write 00:01.000 --> 00:03.000 above the text."
        )
        return
    line = block.first + at
    times = _times(block.lines[at], vtt=vtt)
    if times is None:
        form = "00:01.000 --> 00:03.000, with a dot" if vtt else "00:00:01,000 --> 00:00:03,000"
        found.errors.append(
            f"Cue {number}, line {line}: {block.lines[at].strip()!r} is not a time. Write {form}."
        )
        return
    start, end, settings = times
    text = "\n".join(part.strip() for part in block.lines[at + 1 :])
    found.cues.append(
        Cue(
            number=number,
            line=line,
            start=start,
            end=end,
            text=text if vtt else FONT_TAG.sub("", text),
            settings=_known(settings, number=number, line=line, found=found) if vtt else "",
        )
    )


def _times(line: str, *, vtt: bool) -> tuple[int, int, list[str]] | None:
    before, _, after = line.partition(ARROW)
    words = after.split()
    form = VTT_TIME if vtt else SRT_TIME
    start = milliseconds(before.strip(), form=form)
    end = milliseconds(words[0], form=form) if words else None
    return None if start is None or end is None else (start, end, words[1:])


def _known(settings: list[str], *, number: int, line: int, found: Found) -> str:
    known = [setting for setting in settings if KNOWN_SETTING.fullmatch(setting)]
    if len(known) < len(settings):
        found.warnings.append(f"Cue {number}, line {line}: unknown settings are dropped.")
    return " ".join(known)
