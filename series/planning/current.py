"""A season's rows as a plan that `series.cadence` can work on. A slot's key is its row's id."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from series import cadence
from series.models import Release, ReleaseItem, Season, Slot, Subject
from series.models.release import ItemRole
from series.publishing.due import database_now
from series.states import UNFINISHED, ReleaseState

KNOWN = "known_plan"
# The number of the first episode that a slot's release is about.
_EPISODE = ReleaseItem.objects.filter(
    release=OuterRef("release"), role=ItemRole.MAIN, subject__episode__isnull=False
).order_by("pk")


def current(season: Season) -> list[cadence.Slot]:
    """The plan as it stands, in order of time. Two queries, whatever its length; none for a new season."""
    if season.pk is None:
        return []
    known: list[cadence.Slot] | None = getattr(season, KNOWN, None)
    return _read(season) if known is None else known


def know(season: Season) -> None:
    """Read it; `current` then gives the same for this very object: for a page that only looks."""
    setattr(season, KNOWN, current(season))


class _Row(NamedTuple):
    pk: int
    position: int
    wall: str
    zone: str
    instant: datetime | None
    premiere: bool
    # Of the release that stands in it.
    state: str | None
    episode: int | None


def _read(season: Season) -> list[cadence.Slot]:
    # No objects: a season may have half a thousand slots, and whoever looks at one names them all.
    rows = season.slots.values_list(
        *("pk", "position", "wall", "zone", "instant", "premiere", "release__state"),
        Subquery(_EPISODE.values("subject__episode__number")[:1]),
    )
    now = database_now()
    return cadence.settled(_slot(_Row(*row), now=now) for row in rows)


def rows_of(season: Season) -> QuerySet[Slot]:
    return season.slots.select_related("release")


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
    return episode_name(subject.episode.number) if subject.episode else str(subject.thing)


def episode_name(number: int) -> str:
    return f"Episode {number}"


def _slot(row: _Row, *, now: datetime) -> cadence.Slot:
    # A cancelled release has left its slot.
    taken = row.state is not None and row.state != ReleaseState.CANCELLED
    past = row.instant is not None and row.instant <= now
    return cadence.Slot(
        key=str(row.pk),
        name=episode_name(row.episode) if taken and row.episode is not None else f"Slot {row.position}",
        fixed=row.state not in UNFINISHED if taken else past,
        premiere=row.premiere,
        **cadence.place_fields(_place(row)),
    )


def _place(row: _Row) -> cadence.Place:
    """The stored instant counts, or that there is none, whatever today's zone rules would make of the wall time."""
    wall = datetime.fromisoformat(row.wall)
    laid = cadence.lay(wall, row.zone)
    if row.instant is None:
        return replace(laid, instant=None, state="decide", kind="plain")
    instant = row.instant.astimezone(UTC)
    kind = laid.kind if laid.instant == instant else "plain"
    return cadence.Place(wall=wall, zone=row.zone, instant=instant, kind=kind)
