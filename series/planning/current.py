"""A season's rows as a plan that `series.cadence` can work on. A slot's key is its row's id."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from django.db.models import QuerySet

from series import cadence
from series.models import Release, Season, Slot, Subject
from series.models.release import ItemRole
from series.publishing.due import database_now
from series.states import UNFINISHED, ReleaseState


def current(season: Season) -> list[cadence.Slot]:
    """The plan as it stands, in order of time. Three queries, whatever its length; none for a new season."""
    if season.pk is None:
        return []
    now = database_now()
    return cadence.settled(_slot(row, now=now) for row in rows_of(season))


def rows_of(season: Season) -> QuerySet[Slot]:
    rows = season.slots.select_related("release")
    return rows.prefetch_related("release__items__subject__episode")


def mark_of(plan: Sequence[cadence.Slot]) -> str:
    """Two plans have one mark when a person would see no difference between them."""
    seen = [
        [slot.key, slot.name, slot.wall.isoformat(), slot.zone, str(slot.instant), slot.premiere, slot.fixed]
        for slot in plan
    ]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:32]


def release_of(row: Slot) -> Release | None:
    """The release that stands in a slot; a cancelled one has left it."""
    release = getattr(row, "release", None)
    return None if release is None or release.state == ReleaseState.CANCELLED else release


def name_of(subject: Subject) -> str:
    return f"Episode {subject.episode.number}" if subject.episode else str(subject.thing)


def _slot(row: Slot, *, now: datetime) -> cadence.Slot:
    return cadence.Slot(
        key=str(row.pk),
        name=_name(row),
        fixed=_fixed(row, now=now),
        premiere=row.premiere,
        **cadence.place_fields(_place(row)),
    )


def _place(row: Slot) -> cadence.Place:
    """The stored instant counts, or that there is none, whatever today's zone rules would make of the wall time."""
    wall = datetime.fromisoformat(row.wall)
    laid = cadence.lay(wall, row.zone)
    if row.instant is None:
        return replace(laid, instant=None, state="decide", kind="plain")
    instant = row.instant.astimezone(UTC)
    kind = laid.kind if laid.instant == instant else "plain"
    return cadence.Place(wall=wall, zone=row.zone, instant=instant, kind=kind)


def _fixed(row: Slot, *, now: datetime) -> bool:
    release = release_of(row)
    if release is not None:
        return release.state not in UNFINISHED
    return row.instant is not None and row.instant <= now


def _name(row: Slot) -> str:
    release = release_of(row)
    if release is not None:
        for item in release.items.all():
            if item.role == ItemRole.MAIN and item.subject.episode:
                return name_of(item.subject)
    return f"Slot {row.position}"
