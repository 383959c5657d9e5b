"""Captions: WebVTT or SubRip in, one strict WebVTT out, and the transcript they make."""

import html
import re
from dataclasses import dataclass

from series.video import caption_rules, limits
from series.video.caption_blocks import is_vtt, read_srt, read_vtt
from series.video.cues import SRT_TIME, Cue, clock
from series.video.refusal import Refused

RECIPE = "captions"
CONTENT_TYPE = "text/vtt"
CUES_AT_MOST = 1000
SHOWN_ERRORS = 20
SPEAKER = re.compile(r"<v(?:\.[\w-]+)*[ \t]+([^<>]+)>")
# A pause as long as this starts a new paragraph of the transcript.
PARAGRAPH_MS = 2000


@dataclass(frozen=True, kw_only=True)
class Captions:
    vtt: str
    cues: tuple[Cue, ...]
    warnings: tuple[str, ...]

    @property
    def end_ms(self) -> int:
        return max(cue.end for cue in self.cues)


def read(data: bytes, *, duration_ms: int | None = None) -> Captions:
    """Raises Refused with one sentence for each fault, by cue and line.

    With the film's `duration_ms`, captions that outlast it are a fault.
    """
    text = _text(data)
    if is_vtt(text):
        found = read_vtt(text)
    elif _looks_like_srt(text):
        found = read_srt(text)
    else:
        raise Refused(
            "This file holds no captions: its first line is not WEBVTT. Export WebVTT or SubRip (.srt)."
        )
    faults = [*found.errors, *caption_rules.errors(found.cues, duration_ms=duration_ms)]
    if not found.cues and not faults:
        faults = ["The file has no cue at all. Export the captions again."]
    if len(found.cues) > CUES_AT_MOST:
        faults = [f"There are {len(found.cues)} cues; a film of a minute has at most {CUES_AT_MOST}."]
    if faults:
        more = [f"And {len(faults) - SHOWN_ERRORS} more."] if len(faults) > SHOWN_ERRORS else []
        raise Refused(*faults[:SHOWN_ERRORS], *more)
    return Captions(
        vtt=_written(found.cues),
        cues=tuple(found.cues),
        warnings=(*found.warnings, *caption_rules.warnings(found.cues)),
    )


def transcript(cues: tuple[Cue, ...]) -> str:
    """The words as plain text: a paragraph for each speaker and after each pause, speakers named."""
    paragraphs: list[list[str]] = []
    speaker, end = "", 0
    for cue in cues:
        named = SPEAKER.search(cue.text)
        now = html.unescape(named.group(1)).strip() if named else speaker
        words = " ".join(caption_rules.spoken(cue.text).split())
        if not paragraphs or now != speaker or cue.start - end > PARAGRAPH_MS:
            paragraphs.append([f"{now}: {words}" if now != speaker else words])
        else:
            paragraphs[-1].append(words)
        speaker, end = now, cue.end
    return "\n\n".join(" ".join(words) for words in paragraphs)


def said(cues: tuple[Cue, ...]) -> list[list[int | str]]:
    """What is said from which millisecond on, for the search to find the moment."""
    return [[cue.start, " ".join(caption_rules.spoken(cue.text).split())] for cue in cues]


def _text(data: bytes) -> str:
    if len(data) > limits.LARGEST_CAPTIONS:
        raise Refused("The captions are larger than 1 MB. Send the WebVTT or SubRip file of this film only.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refused(
            f"Line {line}: the file is not UTF-8. Save the captions as UTF-8 and send them."
        ) from error
    if "\0" in text:
        raise Refused("The file is not text. Export the captions as WebVTT or SubRip (.srt).")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _looks_like_srt(text: str) -> bool:
    first = next((line for line in text.splitlines() if "-->" in line), "")
    return SRT_TIME.fullmatch(first.partition("-->")[0].strip()) is not None and "," in first


def _written(cues: list[Cue]) -> str:
    blocks = []
    for cue in cues:
        times = f"{clock(cue.start)} --> {clock(cue.end)} {cue.settings}".rstrip()
        blocks.append(f"{cue.number}\n{times}\n{cue.text}\n")
    return "WEBVTT\n\n" + "\n".join(blocks)
