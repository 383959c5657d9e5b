"""What a revision says, field by field, beside what is public now."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from series.admin.files import Screening, screening
from series.models import LiveRevision, Revision, Subject
from series.scheduling.times import said
from series.states import ReviewState
from sparks.desk.words import Piece, pieces

# As people read; the rest follows as it comes.
_FIRST = (
    *(
        "title",
        "name",
        "number",
        "series",
        "creator",
        "episode",
        "slug",
        "tagline",
        "promise",
        "line",
        "summary",
    ),
    *("introduction", "story", "biography", "body", "video", "poster", "logo", "captions", "transcript"),
    *("byline", "credits", "sources", "causes", "quote", "quote_source", "quote_date", "links"),
)
# Fields that name one subject, several, or an instant.
_ONE = ("series", "creator", "episode", "hero")
_MANY = ("causes", "resources", "teasers")
_TIMES = ("opens", "closes", "hero_until")
# Copies of what stands in another line.
_LEFT_OUT = {"series_slug", "creator_name", "card"}


@dataclass(frozen=True)
class Row:
    name: str
    label: str
    before: str
    after: str
    changed: bool

    @property
    def marked(self) -> list[Piece]:
        """Both as one text, with what went and what came marked word by word."""
        return pieces(self.before, self.after)


@dataclass(frozen=True)
class Comparison:
    revision: Revision
    is_new: bool
    rows: list[Row]
    screening: Screening | None
    # What it is compared with, where that is an approved revision.
    approved: Revision | None = None

    @property
    def shown(self) -> list[Row]:
        """What a reviewer has to read: of something new all of it, else what is different."""
        return [row for row in self.rows if (row.after if self.is_new else row.changed)]

    @property
    def changes(self) -> list[Row]:
        return [row for row in self.rows if row.changed]


def compare(revision: Revision) -> Comparison:
    """With what is public now."""
    live = LiveRevision.objects.filter(subject=revision.subject_id).select_related("revision").first()
    return _compared(revision, live.revision if live else None)


def compare_with_approved(revision: Revision) -> Comparison:
    """With what was approved last before it: what a second person has not seen yet."""
    earlier = Revision.objects.filter(subject=revision.subject_id, number__lt=revision.number)
    approved = earlier.filter(review__state=ReviewState.APPROVED).order_by("-number").first()
    return replace(_compared(revision, approved), approved=approved)


def _compared(revision: Revision, other: Revision | None) -> Comparison:
    before: Mapping[str, Any] = other.content if other else {}
    return Comparison(
        revision=revision,
        is_new=other is None,
        rows=rows_between(before, revision.content),
        screening=screening(revision.content),
    )


def rows_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Row]:
    """Field by field, as people read."""
    names = _names([after, before])
    return [
        Row(
            name=name,
            label=label_of(name),
            before=_said(name, before.get(name), names),
            after=_said(name, after.get(name), names),
            changed=before.get(name) != after.get(name),
        )
        for name in _ordered({**after, **before})
    ]


def label_of(name: str) -> str:
    return name.replace("_", " ")


def shown_fields(revision: Revision) -> list[str]:
    """The names of its fields, as people read."""
    return _ordered(revision.content)


def _ordered(names: Iterable[str]) -> list[str]:
    known = {name: place for place, name in enumerate(_FIRST)}
    shown = [name for name in names if name not in _LEFT_OUT]
    return sorted(shown, key=lambda name: (known.get(name, len(known)), name))


def _names(contents: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Subjects that the contents name by their id."""
    ids: set[int] = set()
    for content in contents:
        for key in _ONE:
            if isinstance(content.get(key), int):
                ids.add(content[key])
        for key in _MANY:
            ids.update(content.get(key) or [])
    kinds = ("series", "creator", "episode", "cause", "resource", "teaser")
    found = Subject.objects.filter(pk__in=ids).select_related(*kinds)
    return {subject.pk: str(subject.thing) for subject in found}


def _said(name: str, value: Any, names: Mapping[int, str]) -> str:
    if value in (None, "", [], {}):
        return ""
    if name in _ONE and isinstance(value, int):
        return names.get(value, str(value))
    if name in _MANY:
        return ", ".join(names.get(one, str(one)) for one in value)
    if name in _TIMES and isinstance(value, dict):
        return said(datetime.fromisoformat(value["at"]), value["zone"]) if value["at"] else value["wall"]
    if name in {"video", "poster", "logo"} and isinstance(value, dict):
        return _file(value)
    if name == "captions":
        return ", ".join(f"{one['language']} ({one['bytes']} bytes)" for one in value)
    if name == "credits":
        return "\n".join(": ".join(part for part in (one["role"], one["name"]) if part) for one in value)
    if name == "links":
        return "\n".join(f"{one.get('label', '')}: {one.get('url', '')}" for one in value)
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _file(value: Mapping[str, Any]) -> str:
    parts = [f"file {value.get('asset')}, {str(value.get('sha256', ''))[:12]}…"]
    if value.get("duration_ms"):
        parts.append(f"{value['duration_ms'] / 1000:.1f} s")
    if value.get("width"):
        parts.append(f"{value['width']} × {value['height']}")
    if value.get("alt"):
        parts.append(f"“{value['alt']}”")
    return " · ".join(parts)
