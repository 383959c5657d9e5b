"""The history of a thing as people read it: when, who, which act and why, and each field before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pghistory.core
from django.db import models

from sparks.accounts.models import User
from sparks.desk.times import in_utc

# Columns that say nothing to a person.
QUIET = {"id", "secret", "edit_version"}
MOST = 300
WORDS = {"insert": "made", "update": "changed", "delete": "deleted"}


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    at: datetime
    who: str
    what: str
    act: str
    reason: str
    changes: list[FieldChange] = field(default_factory=list)


def events_of(model: type[models.Model], **where: Any) -> models.QuerySet:
    """The events of this model's rows, newest first; of deleted rows too."""
    [events] = pghistory.core.event_models(tracks_model=model, include_missing_pgh_obj=True)
    return events._base_manager.filter(**where).select_related("pgh_context").order_by("-pgh_id")


def timeline(*sources: tuple[str, models.QuerySet]) -> list[Entry]:
    """The entries of several queries of events, newest first. Each is named by what it is the history of."""
    found: list[tuple[Any, str, Any]] = []
    for what, events in sources:
        rows = list(events[:MOST])
        found += [(row, what, before) for row, before in _with_before(rows)]
    people = _people(row.pgh_context for row, _what, _before in found)
    entries = [_entry(row, what, before, people) for row, what, before in found]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:MOST]


def _with_before(rows: list[Any]) -> Iterable[tuple[Any, Any]]:
    """Each row with the one before it of the same object; rows come newest first."""
    before: dict[Any, Any] = {}
    pairs = []
    for row in reversed(rows):
        pairs.append((row, before.get(_object_id(row))))
        before[_object_id(row)] = row
    return reversed(pairs)


def _object_id(row: Any) -> Any:
    return row.pgh_obj_id if hasattr(row, "pgh_obj_id") else row.pgh_id


def _people(contexts: Iterable[Any]) -> Mapping[int, str]:
    ids = {(context.metadata or {}).get("user") for context in contexts if context is not None}
    users = User.objects.filter(pk__in=[pk for pk in ids if isinstance(pk, int)])
    return {user.pk: str(user) for user in users}


def _entry(row: Any, what: str, before: Any, people: Mapping[int, str]) -> Entry:
    said = (row.pgh_context.metadata or {}) if row.pgh_context else {}
    changes = [] if before is None or row.pgh_label == "delete" else list(_changes(before, row))
    return Entry(
        at=row.pgh_created_at,
        who=people.get(said.get("user", 0), "the system"),
        what=f"{what} {WORDS.get(row.pgh_label, row.pgh_label)}",
        act=str(said.get("act") or said.get("plan") or ""),
        reason=str(said.get("reason") or ""),
        changes=changes,
    )


def _changes(before: Any, after: Any) -> Iterable[FieldChange]:
    for column in after._meta.fields:
        if column.name in QUIET or column.name.startswith("pgh_"):
            continue
        old, new = getattr(before, column.attname), getattr(after, column.attname)
        if old != new:
            yield FieldChange(str(column.verbose_name), _said(column, old), _said(column, new))


def _said(column: models.Field, value: Any) -> str:
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, datetime):
        return in_utc(value)
    if column.related_model is not None:
        # What was named may be gone since; then its number is all there is.
        found = column.related_model._base_manager.filter(pk=value).first()
        return str(found) if found else f"number {value}"
    return str(value)
