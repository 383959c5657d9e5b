"""The history of a thing as people read it: when, who, which act and why, and each field before and after."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pghistory.core
from django.db import models

from sparks.accounts.models import User
from sparks.desk.history_rows import OUTSIDE, SYSTEM, Place, Row, Wanted, rows_of
from sparks.desk.names import Names
from sparks.desk.times import in_utc

# Columns that say nothing to a person.
QUIET = {"id", "edit_version", "content_hash"}
SECRET = re.compile(r"secret|token|password|recovery|private_key")
HIDDEN = "not shown"
A_PAGE = 50
WORDS = {"insert": "made", "update": "changed", "delete": "deleted"}
# Without a context there is nobody to name: a shell, a script or a session of SQL.
NOBODY = {SYSTEM: "the system", OUTSIDE: "outside the desk, by a script or SQL"}
# By what a thing is called, as far as its own row says it.
_CALLED = ("title", "name", "original_name", "url", "signed_as", "slug", "wall", "language")


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
    # The model and number of the thing, for its own history.
    label: str = ""
    number: int | None = None
    called: str = ""


@dataclass(frozen=True)
class Page:
    """A page of history. `next` is where the following one begins; empty at the end."""

    entries: list[Entry]
    next: str = ""


type Source = tuple[str, models.QuerySet]


def events_of(model: type[models.Model], **where: Any) -> models.QuerySet:
    """The events of this model's rows, newest first; of deleted rows too."""
    [events] = pghistory.core.event_models(tracks_model=model, include_missing_pgh_obj=True)
    return events._base_manager.filter(**where).select_related("pgh_context").order_by("-pgh_id")


def every_source() -> list[Source]:
    """Everything that is tracked, in an order that stays."""
    tables = sorted(pghistory.core.event_models(), key=lambda table: table._meta.label)
    found = []
    for table in tables:
        tracked: Any = table.pgh_tracked_model  # type: ignore[attr-defined]
        found.append((str(tracked._meta.verbose_name), table._base_manager.all()))
    return found


def author_of(row: models.Model) -> str:
    """Who changed this row last."""
    newest = events_of(type(row), pgh_obj_id=row.pk).first()
    said = (newest.pgh_context.metadata or {}) if newest and newest.pgh_context else {}
    person = User.objects.filter(pk=said.get("user") or 0).first()
    return str(person or NOBODY[SYSTEM if said else OUTSIDE])


def page_of(
    sources: Sequence[Source], *, wanted: Wanted | None = None, after: Place | None = None, size: int = A_PAGE
) -> Page:
    """The entries of several queries of events, newest first. Each is named by what it is the history of.

    As many queries for a page of one as of fifty, whatever has happened: two for the events, one for the people,
    and one for each kind of thing that is named.
    """
    rows = rows_of(
        [events for _what, events in sources], wanted=wanted or Wanted(), after=after, size=size + 1
    )
    shown = rows[:size]
    changes = [list(_changes(row)) for row in shown]
    names = Names(
        (column.related_model, value)
        for found in changes
        for column, *values in found
        for value in values
        if column.related_model is not None and value is not None
    )
    people = _people(shown)
    entries = [
        _entry(row, sources[row.place.source][0], found, names, people)
        for row, found in zip(shown, changes, strict=True)
    ]
    return Page(entries, next=str(shown[-1].place) if len(rows) > size else "")


def _people(rows: Iterable[Row]) -> Mapping[int, str]:
    ids = {row.context.get("user") for row in rows if row.context}
    users = User.objects.filter(pk__in=[pk for pk in ids if isinstance(pk, int)])
    return {user.pk: str(user) for user in users}


def _entry(row: Row, what: str, changes: Sequence[tuple], names: Names, people: Mapping[int, str]) -> Entry:
    said = row.context or {}
    tracked: Any = row.model.pgh_tracked_model  # type: ignore[attr-defined]
    label = str(row.now["pgh_label"])
    return Entry(
        at=row.place.at,
        who=_who(row, people),
        what=f"{what} {WORDS.get(label, label)}",
        # An import has a number, by which it is found.
        act=" ".join(str(one) for one in (said.get("act") or said.get("plan"), said.get("lineup")) if one),
        reason=str(said.get("reason") or ""),
        changes=[
            FieldChange(str(column.verbose_name), _said(column, before, names), _said(column, after, names))
            for column, before, after in changes
        ],
        label=tracked._meta.label_lower,
        number=row.now.get("pgh_obj_id"),
        called=_called(row.now),
    )


def _who(row: Row, people: Mapping[int, str]) -> str:
    if row.context is None:
        return NOBODY[OUTSIDE]
    user = row.context.get("user")
    if user is None:
        return NOBODY[SYSTEM]
    return people.get(user, f"account {user}")


def _called(now: Mapping[str, Any]) -> str:
    own = next((str(now[name]) for name in _CALLED if now.get(name) and not SECRET.search(name)), "")
    own = own.replace("T", " ") if own == now.get("wall") else own
    number = f"{now['number']}. " if own and isinstance(now.get("number"), int) else ""
    return f"{number}{own}"[:120] or f"number {now.get('pgh_obj_id')}"


def _changes(row: Row) -> Iterable[tuple[Any, Any, Any]]:
    """(column, before, after): what differs; of a deleted thing what it last said; of a link its two ends."""
    label = row.now["pgh_label"]
    tracked: Any = row.model.pgh_tracked_model  # type: ignore[attr-defined]
    link = bool(tracked._meta.auto_created)
    for column in row.model._meta.fields:
        if column.name in QUIET or column.name.startswith("pgh_"):
            continue
        name = str(column.column)
        now = row.now.get(name)
        if label == "delete":
            if now not in (None, "", [], {}):
                yield column, now, None
        elif link and label == "insert":
            yield column, None, now
        elif row.before is not None and row.before.get(name) != now:
            yield column, row.before.get(name), now


def _said(column: Any, value: Any, names: Names) -> str:
    if value in (None, "", [], {}):
        return "–"
    if SECRET.search(column.name):
        return HIDDEN
    if column.related_model is not None:
        return names.of(column.related_model, value)
    if isinstance(column, models.DateTimeField):
        return in_utc(datetime.fromisoformat(value))
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return str(value)
