"""A caption cue and its times, as WebVTT (W3C) writes them."""

import re
from dataclasses import dataclass

VTT_TIME = re.compile(r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})")
SRT_TIME = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)[,.](\d{3})")


@dataclass(frozen=True, kw_only=True)
class Cue:
    """Times in milliseconds. `line` is where its timing stands in the file, counted from 1."""

    number: int
    line: int
    start: int
    end: int
    text: str
    settings: str = ""


def milliseconds(text: str, *, form: re.Pattern[str] = VTT_TIME) -> int | None:
    found = form.fullmatch(text)
    if not found:
        return None
    hours, minutes, seconds, rest = (int(part or 0) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def clock(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
