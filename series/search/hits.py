"""What was found, as pages and scripts show it: read once more from what is live."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from series.models import SearchEntry
from series.pages.live import LiveSet, LiveSubject
from series.pages.shown.addresses import link
from series.pages.shown.language import direction
from series.pages.shown.names import headline, shortened
from series.search.find import Found
from series.search.moment import Moment, moment_of

LINE = 180
NAMES = {
    "episode": _("Film"),
    "teaser": _("Coming"),
    "creator": _("Person"),
    "cause": _("Cause"),
    "series": _("Series"),
    "resource": _("Resource"),
    "legal": _("Page"),
}


@dataclass(frozen=True)
class Hit:
    """`moment` is where in the film it was said, in `spoken` language; `at` leads there."""

    kind: str
    name: str
    path: str
    title: str
    line: str
    language: str
    direction: str
    moment: Moment | None = None
    spoken: str = ""

    @property
    def at(self) -> str:
        """Media Fragments, 4.2.1: the film's own way to say from when on."""
        return f"{self.path}#t={self.moment.second}" if self.moment else self.path

    @property
    def clock(self) -> str:
        second = self.moment.second if self.moment else 0
        return f"{second // 60}:{second % 60:02}"

    @property
    def spoken_direction(self) -> str:
        return direction(self.spoken)


def hits_of(found: Found, *, first: int, most: int, live: LiveSet) -> list[Hit]:
    """From the `first` on (from 0), at most `most`: two questions, however many."""
    wanted = list(found.entries[first : first + most])
    rows = {
        pk: (subject, language, cues)
        for pk, subject, language, cues in SearchEntry.objects.filter(pk__in=wanted).values_list(
            "pk", "live", "language", "cues"
        )
    }
    subjects = live.many(subject for subject, _language, _cues in rows.values())
    hits = []
    for pk in wanted:
        subject_id, spoken, cues = rows.get(pk, (None, "", []))
        subject = subjects.get(subject_id) if subject_id else None
        # What was withdrawn since is left out, and what has no page up.
        if subject is not None and subject.path:
            hits.append(_hit(subject, spoken, moment_of(cues, found.said)))
    return hits


def _hit(subject: LiveSubject, spoken: str, moment: Moment | None) -> Hit:
    title, line = _words(subject.kind, subject.content)
    language = subject.content.get("language") or "en"
    return Hit(
        kind=subject.kind,
        name=str(NAMES[subject.kind]),
        path=link(subject.path),
        title=title,
        line=shortened(line, to=LINE),
        language=language,
        direction=direction(language),
        moment=moment,
        spoken=spoken,
    )


def _words(kind: str, content: Mapping[str, Any]) -> tuple[str, str]:
    if kind == "episode":
        return headline(content), content["summary"]
    if kind == "teaser":
        return content["name"], content["line"]
    if kind == "creator":
        return content["name"], _apart(content["initiative"], content["place"])
    if kind == "series":
        return content["title"], content["promise"]
    if kind == "cause":
        return content["name"], content["summary"]
    return content["title"], content.get("summary") or content.get("body", "")


def _apart(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def pages(found: Found, *, size: int) -> Sequence[int]:
    return range(1, -(-len(found.entries) // size) + 1)
