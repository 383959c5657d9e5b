"""Where releases and slots stand: what an act on the calendar finds, and what it leaves."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q

from series.models import Release, Season, Slot
from series.scheduling.locking import lock_subjects
from series.states import UNFINISHED


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A place in time. `slot` and `season` are of a release, `premiere` and the season of a slot."""

    wall: str
    zone: str
    instant: str | None
    state: str
    slot: int | None = None
    season: int | None = None
    premiere: bool = False

    @property
    def at(self) -> datetime | None:
        return datetime.fromisoformat(self.instant) if self.instant else None


# "release-12" or "slot-5"
type Scene = dict[str, Spot]


def release_key(pk: int) -> str:
    return f"release-{pk}"


def slot_key(pk: int) -> str:
    return f"slot-{pk}"


def ids(keys: Iterable[str], kind: str) -> list[int]:
    return [int(key.removeprefix(f"{kind}-")) for key in keys if key.startswith(f"{kind}-")]


def lock(*, seasons: Iterable[int], releases: Iterable[int], subjects: Iterable[int] = ()) -> None:
    """Seasons by id, then subjects by id, then releases by id: the order of planning, of the acts and of the engine."""
    list(Season.objects.select_for_update().filter(pk__in=set(seasons)).order_by("pk"))
    found = _concerned(seasons=seasons, releases=releases)
    along = found.values_list("items__subject", flat=True)
    lock_subjects([*(pk for pk in along if pk is not None), *subjects])
    list(found.order_by("pk").select_for_update(of=("self",)))


def scene(*, seasons: Iterable[int], releases: Iterable[int]) -> Scene:
    """The slots of these seasons, what waits in them, and these releases wherever they are. Two queries."""
    seasons = list(seasons)
    found: Scene = {}
    for release in _concerned(seasons=seasons, releases=releases).select_related("slot").order_by("pk"):
        found[release_key(release.pk)] = spot_of_release(release)
    for slot in Slot.objects.filter(season__in=seasons).order_by("pk"):
        found[slot_key(slot.pk)] = spot_of_slot(slot)
    return found


def spot_of_release(release: Release) -> Spot:
    return Spot(
        wall=release.wall,
        zone=release.zone,
        instant=_iso(release.instant),
        state=release.state,
        slot=release.slot_id,
        season=release.slot.season_id if release.slot else None,
    )


def spot_of_slot(slot: Slot) -> Spot:
    return Spot(
        wall=slot.wall,
        zone=slot.zone,
        instant=_iso(slot.instant),
        state=slot.state,
        season=slot.season_id,
        premiere=slot.premiere,
    )


def changed(before: Scene, after: Scene) -> list[str]:
    """What does not stand where it stood, in the order of keys."""
    return [key for key in sorted({*before, *after}) if before.get(key) != after.get(key)]


def to_json(scene: Mapping[str, Spot], keys: Iterable[str]) -> dict[str, Any]:
    return {key: asdict(scene[key]) if key in scene else None for key in keys}


def from_json(stored: Mapping[str, Any]) -> Scene:
    return {key: Spot(**spot) for key, spot in stored.items() if spot is not None}


def _concerned(*, seasons: Iterable[int], releases: Iterable[int]) -> Any:
    in_season = Q(slot__season__in=list(seasons), state__in=UNFINISHED)
    wanted = Release.objects.filter(in_season | Q(pk__in=list(releases))).values("pk")
    return Release.objects.filter(pk__in=wanted)


def _iso(instant: datetime | None) -> str | None:
    return instant.astimezone(UTC).isoformat() if instant else None
