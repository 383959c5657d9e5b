"""Giving releases a place each: a wall time, its zone, and a slot or none."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import pghistory
from django.db import transaction

from series.models import Release, Season, Slot
from series.scheduling import pinning
from series.scheduling.locking import lock_releases
from series.scheduling.move import TIME, after_move, movable
from series.scheduling.outcome import NotPossible, Outcome
from series.scheduling.times import said, set_time
from series.states import ReleaseState, SlotState
from sparks.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class ReleasePlace:
    wall: datetime
    zone: str
    slot: int | None = None


def take_slot(*, release_id: int, slot_id: int, by: User | None, reason: str = "") -> Outcome:
    """Bring an unfinished release into an empty slot, at the slot's time. The slot it had is empty afterwards."""
    with pghistory.context(user=by.pk if by else None, act="take slot", reason=reason), transaction.atomic():
        [slot] = _lock_slots([slot_id])
        _refuse_taken([slot], leaving=[release_id])
        place = ReleasePlace(wall=datetime.fromisoformat(slot.wall), zone=slot.zone, slot=slot.pk)
        [release] = _place({release_id: place})
    return Outcome(
        release,
        f"{release} takes the slot of {said(release.instant, release.zone)}.",
        pinning.paths_of(release),
    )


def place_all(
    *, places: Mapping[int, ReleasePlace], by: User | None, act: str, reason: str = ""
) -> list[Release]:
    """Bring several unfinished releases to their places in one transaction, whoever stands in whose now.

    Raises NotPossible when one has run or been cancelled, could not go out on its day, or its time has passed.
    """
    with pghistory.context(user=by.pk if by else None, act=act, reason=reason), transaction.atomic():
        slots = _lock_slots({place.slot for place in places.values() if place.slot is not None})
        _refuse_taken(slots, leaving=places)
        return _place(places)


def _place(places: Mapping[int, ReleasePlace]) -> list[Release]:
    releases = lock_releases(places)
    for release in releases:
        movable(release)
    Release.objects.filter(pk__in=list(places)).update(slot=None)
    for release in releases:
        place = places[release.pk]
        set_time(release, wall=place.wall, zone=place.zone)
        release.slot_id = place.slot
        release.save(update_fields=[*TIME])
        after_move(release)
    return releases


def _lock_slots(slot_ids: Collection[int]) -> list[Slot]:
    """Lock their seasons, as whoever moves slots does. Raises NotPossible for a slot without a time, or gone."""
    seasons = Slot.objects.filter(pk__in=slot_ids).values("season")
    list(Season.objects.select_for_update().filter(pk__in=seasons).order_by("pk"))
    slots = list(Slot.objects.filter(pk__in=slot_ids).order_by("pk"))
    if len(slots) < len(slot_ids):
        raise NotPossible("This slot is not there any more. Look at the schedule again.")
    if any(slot.state != SlotState.OPEN for slot in slots):
        raise NotPossible("This slot has no time yet: its wall time does not exist. Move the slot first.")
    return slots


def _refuse_taken(slots: Collection[Slot], *, leaving: Collection[int]) -> None:
    there = Release.objects.filter(slot__in=slots).exclude(state=ReleaseState.CANCELLED)
    if there.exclude(pk__in=list(leaving)).exists():
        raise NotPossible("Something stands in this slot already. Look at the schedule again.")
