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
    yield from _film(content["video"])
    yield from _poster(content["poster"])
    yield from _words(content)


def _film(video: Mapping[str, Any] | None) -> Iterable[Finding]:
    if not video:
        yield Finding("film", Level.STOP, "There is no film. Upload the cut.", "video")
        return
    if not video["files"]:
        yield Finding(
            "film",
            Level.STOP,
            "There is no film for visitors yet: the cut is still being made ready. Look again in a minute.",
            "video",
        )
        return
    length, limit = video["duration_ms"] or 0, MAX_DURATION_MS / 1000
    if not length or length > MAX_DURATION_MS:
        yield Finding(
            "length",
            Level.STOP,
            f"The film is {length / 1000:.1f} s long; {limit:.1f} s is the limit. Cut it.",
            "video",
        )
    else:
        yield Finding("length", Level.PASS, f"The film is {length / 1000:.1f} s long.", "video")


def _poster(poster: Mapping[str, Any] | None) -> Iterable[Finding]:
    if not poster or not poster["files"]:
        yield Finding("poster", Level.STOP, "There is no poster. Upload a picture.", "poster")
    elif not poster["alt"].strip():
        yield Finding("poster", Level.STOP, "Say in words what the poster shows.", "poster_alt")
    else:
        yield Finding("poster", Level.PASS, "The poster is there, in words too.", "poster")


def _words(content: Mapping[str, Any]) -> Iterable[Finding]:
    language = content["language"]
    if language not in {caption["language"] for caption in content["captions"]}:
        yield Finding(
            "captions", Level.STOP, f"Captions in the film's language ({language}) are missing.", "captions"
        )
    else:
        yield Finding(
            "captions", Level.PASS, f"The film has captions in its language ({language}).", "captions"
        )
    if not content["transcript"].strip():
        yield Finding("transcript", Level.STOP, "There is no transcript.", "transcript")
    else:
        yield Finding("transcript", Level.PASS, "There is a transcript.", "transcript")
