"""Reading what stands on the calendar: as many queries for one entry as for 500."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from creators.models import Consent
from series.calendar.entries import Entry, Kind
from series.calendar.moves import THINGS, titled
from series.calendar.names import names_and_runs
from series.calendar.span import wall_in
from series.models import Release, ReleaseItem, Slot
from series.models.release import ItemRole
from series.states import ReleaseState, SlotState


def released(
    *, since: datetime, until: datetime, kinds: Collection[str], series: Collection[int], zone: str | None
) -> list[Entry]:
    """Releases with an instant from `since` until before `until`. In `zone`, or each in its own where that is None.

    Two queries.
    """
    states = [kind for kind in kinds if kind in ReleaseState.values]
    if not states:
        return []
    rows = Release.objects.filter(instant__gte=since, instant__lt=until, state__in=states)
    if series:
        rows = rows.filter(pk__in=_of_series(series))
    found = list(rows.order_by("instant", "pk").values(*_COLUMNS))
    named = names_and_runs([row["pk"] for row in found])
    return [_release_entry(row, *named.get(row["pk"], ([], [])), zone=zone) for row in found]


_COLUMNS = ("pk", "kind", "state", "instant", "zone", "slot", "hold_reason")


def _release_entry(row: dict[str, Any], names: list[str], runs: list[str], *, zone: str | None) -> Entry:
    wall = wall_in(row["instant"], row["zone"])
    local = wall if zone is None else wall_in(row["instant"], zone)
    return Entry(
        kind=Kind(row["state"]),
        pk=row["pk"],
        title=titled(row["kind"], names),
        subtitle=", ".join(dict.fromkeys(runs)),
        day=local.date(),
        clock=_clock(local),
        wall=wall,
        zone=row["zone"],
        instant=row["instant"],
        act=row["kind"],
        slot=row["slot"],
        reason=row["hold_reason"],
    )


def open_slots(*, since: datetime, until: datetime, series: Collection[int], zone: str | None) -> list[Entry]:
    """Slots of plans that nothing stands in, also those whose wall time does not exist. One query."""
    undecided = Q(
        instant=None,
        wall__gte=wall_in(since, zone or "UTC").isoformat(),
        wall__lt=wall_in(until, zone or "UTC").isoformat(),
    )
    rows = Slot.objects.filter(Q(instant__gte=since, instant__lt=until) | undecided, release=None)
    if series:
        rows = rows.filter(season__series__in=series)
    return [_slot_entry(slot, zone=zone) for slot in rows.select_related("season__series")]


def _slot_entry(slot: Slot, *, zone: str | None) -> Entry:
    wall = datetime.fromisoformat(slot.wall)
    local = wall if slot.instant is None else wall_in(slot.instant, zone or slot.zone)
    return Entry(
        kind=Kind.DECIDE if slot.state == SlotState.DECIDE else Kind.OPEN,
        pk=slot.pk,
        title=str(_("Slot %(number)s")) % {"number": slot.position},
        subtitle=str(slot.season),
        day=local.date(),
        clock=_clock(local),
        wall=wall,
        zone=slot.zone,
        instant=slot.instant,
        slot=slot.pk,
        premiere=slot.premiere,
    )


def ending(*, first: date, last: date, series: Collection[int]) -> list[Entry]:
    """Consents whose last day is shown and that no other one of the same person goes on from. One query."""
    later = (
        Consent.objects.filter(
            creator=OuterRef("creator"), withdrawn_at=None, valid_from__lte=OuterRef("after")
        )
        .filter(Q(valid_until=None) | Q(valid_until__gt=OuterRef("valid_until")))
        .exclude(pk=OuterRef("pk"))
    )
    rows = Consent.objects.filter(withdrawn_at=None, valid_until__gte=first, valid_until__lte=last)
    if series:
        rows = rows.filter(creator__episodes__series__in=series).distinct()
    rows = (
        rows.annotate(after=ExpressionWrapper(F("valid_until") + 1, output_field=DateField()))
        .filter(~Exists(later))
        .select_related("creator")
    )
    return [
        Entry(kind=Kind.ENDING, pk=consent.pk, title=consent.creator.name, day=consent.valid_until)
        for consent in rows
        if consent.valid_until is not None
    ]


def mains() -> Prefetch:
    """The main items of releases, with as much of what they carry as is named; for lists of a few."""
    rows = ReleaseItem.objects.filter(role=ItemRole.MAIN).select_related("subject", *THINGS)
    return Prefetch("items", rows.order_by("pk"))


def _of_series(series: Collection[int]) -> QuerySet[ReleaseItem, int | None]:
    of = (
        Q(subject__episode__series__in=series)
        | Q(subject__teaser__episode__series__in=series)
        | Q(subject__series__in=series)
    )
    return ReleaseItem.objects.filter(of, role=ItemRole.MAIN).values_list("release", flat=True)


def _clock(wall: datetime) -> str:
    return f"{wall:%H:%M:%S}" if wall.second else f"{wall:%H:%M}"
