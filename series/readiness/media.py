"""The film, its poster and its captions, as the revision pins them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from series.models import Subject
from series.readiness.finding import Finding, Level
from series.video.limits import MAX_DURATION_MS


def check(*, subject: Subject, content: Mapping[str, Any], day: date) -> Iterable[Finding]:
    if subject.kind != "episode":
        return
    video, poster = content["video"], content["poster"]
    if not video or not video["files"]:
        yield Finding("film", Level.STOP, "There is no film. Upload the cut.", "video")
    elif not video["duration_ms"] or video["duration_ms"] > MAX_DURATION_MS:
        seconds = (video["duration_ms"] or 0) / 1000
        limit = MAX_DURATION_MS / 1000
        yield Finding(
            "length",
            Level.STOP,
            f"The film is {seconds:.1f} s long; {limit:.1f} s is the limit. Cut it.",
            "video",
        )
    else:
        yield Finding("length", Level.PASS, f"The film is {video['duration_ms'] / 1000:.1f} s long.", "video")
    if not poster or not poster["files"]:
        yield Finding("poster", Level.STOP, "There is no poster. Upload a picture.", "poster")
    if content["language"] not in {caption["language"] for caption in content["captions"]}:
        yield Finding(
            "captions",
            Level.STOP,
            f"Captions in the film's language ({content['language']}) are missing.",
            "captions",
        )
    if not content["transcript"].strip():
        yield Finding("transcript", Level.STOP, "There is no transcript.", "transcript")
