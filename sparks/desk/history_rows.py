"""Which events a page of history shows, and what they and the ones before them say: two queries, whatever is asked."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models import Q, Value

# Who did what leaves no name: the machine's own acts, and what came by no act at all.
SYSTEM, OUTSIDE = "system", "outside"


@dataclass(frozen=True)
class Place:
    """Where a page ends: time, source and number of its last event."""

    at: datetime
    source: int
    event: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.source}~{self.event}"


def place_of(text: str) -> Place | None:
    """None for what is no place: somebody typed it."""
    try:
        at, source, event = text.split("~")
        when = datetime.fromisoformat(at)
        found = Place(when, int(source), int(event))
    except ValueError:
        return None
    inside = when.tzinfo is not None and 0 <= found.event < 2**63 and 0 <= found.source < 10_000
    return found if inside else None


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. `field` is one of the first source's own columns; the other sources are left out."""

    person: int | str | None = None
    act: str = ""
    since: datetime | None = None
    until: datetime | None = None
    label: str = ""
    field: str = ""

    def narrow(self, events: models.QuerySet) -> models.QuerySet:
        if self.person == OUTSIDE:
            events = events.filter(pgh_context=None)
        elif self.person == SYSTEM:
            nobody = Q(pgh_context__metadata__user__isnull=True) | Q(
                pgh_context__metadata__contains={"user": None}
            )
            events = events.filter(nobody, pgh_context__isnull=False)
        elif self.person is not None:
            events = events.filter(pgh_context__metadata__user=self.person)
        if self.act:
            events = events.filter(pgh_context__metadata__act=self.act)
        if self.since:
            events = events.filter(pgh_created_at__gte=self.since)
        if self.until:
            events = events.filter(pgh_created_at__lt=self.until)
        if self.label:
            events = events.filter(pgh_label=self.label)
        return _changing(events, self.field) if self.field else events


def _changing(events: models.QuerySet, field: str) -> models.QuerySet:
    every = events.model._base_manager
    own = models.OuterRef
    earlier = every.filter(pgh_obj_id=own("pgh_obj_id"), pgh_id__lt=own("pgh_id")).order_by("-pgh_id")
    there = Q(**{field: own(field)}) | Q(**{f"{field}__isnull": True, "same_null": True})
    kept = every.annotate(
        same_null=models.ExpressionWrapper(Q(pk__isnull=False), output_field=models.BooleanField())
    ).filter(pgh_id=own("earlier"))
    return events.annotate(earlier=models.Subquery(earlier.values("pgh_id")[:1])).filter(
        Q(earlier__isnull=False) & ~models.Exists(kept.filter(there))
    )


@dataclass(frozen=True)
class Row:
    """An event as its table has it, and the one before it of the same thing."""

    place: Place
    model: type[models.Model]
    now: Mapping[str, Any]
    before: Mapping[str, Any] | None
    # None where nothing said who or why.
    context: Mapping[str, Any] | None


def rows_of(
    sources: Sequence[models.QuerySet], *, wanted: Wanted, after: Place | None, size: int
) -> list[Row]:
    """The newest `size` events, newest first."""
    if wanted.field:
        sources = sources[:1]
    places = _places(sources, wanted=wanted, after=after, size=size)
    told = _told({source: events.model for source, events in enumerate(sources)}, places)
    found = []
    for place in places:
        now, before, context = told[place.source, place.event]
        found.append(Row(place, sources[place.source].model, now, before, context))
    return found


def _places(
    sources: Sequence[models.QuerySet], *, wanted: Wanted, after: Place | None, size: int
) -> list[Place]:
    """Each source gives its newest by its own index; the newest of these are the newest of all."""
    newest = [
        _after(wanted.narrow(events.select_related(None).order_by()), source, after)
        .annotate(pgh_source=Value(source, output_field=models.IntegerField()))
        .order_by("-pgh_created_at", "-pgh_id")
        .values_list("pgh_created_at", "pgh_source", "pgh_id")[:size]
        for source, events in enumerate(sources)
    ]
    if len(newest) == 1:
        return [Place(*row) for row in newest[0]]
    together = newest[0].union(*newest[1:], all=True)
    return [Place(*row) for row in together.order_by("-pgh_created_at", "pgh_source", "-pgh_id")[:size]]


def _after(events: models.QuerySet, source: int, after: Place | None) -> models.QuerySet:
    if after is None:
        return events
    events = events.filter(pgh_created_at__lte=after.at)
    if source < after.source:
        return events.filter(pgh_created_at__lt=after.at)
    if source == after.source:
        return events.filter(Q(pgh_created_at__lt=after.at) | Q(pgh_id__lt=after.event))
    return events


_TOLD = """
    SELECT {source}, e.pgh_id, to_jsonb(e),
      (SELECT to_jsonb(p) FROM {table} p WHERE p.{of} = e.{of} AND p.pgh_id < e.pgh_id
       ORDER BY p.pgh_id DESC LIMIT 1),
      (SELECT c.metadata FROM pghistory_context c WHERE c.id = e.pgh_context_id)
    FROM {table} e WHERE e.pgh_id = ANY(%s)
"""


def _told(tables: Mapping[int, type[models.Model]], places: Sequence[Place]) -> dict[tuple[int, int], tuple]:
    ids: dict[int, list[int]] = defaultdict(list)
    for place in places:
        ids[place.source].append(place.event)
    if not ids:
        return {}
    parts = [
        _TOLD.format(
            source=source,
            table=connection.ops.quote_name(tables[source]._meta.db_table),
            of=_object_column(tables[source]),
        )
        for source in ids
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), list(ids.values()))
        return {(row[0], row[1]): (_plain(row[2]), _plain(row[3]), _plain(row[4])) for row in cursor}


def _object_column(events: type[models.Model]) -> str:
    """What events of one thing share: some tables name it only by the number it has itself."""
    names = {field.column for field in events._meta.fields}
    return "pgh_obj_id" if "pgh_obj_id" in names else "id"


def _plain(value: Any) -> Any:
    # Django's connection leaves jsonb as text, for its own fields to read.
    return json.loads(value) if isinstance(value, str) else value
