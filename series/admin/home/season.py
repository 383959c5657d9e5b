"""The season under way, slot by slot: what is out, what is fixed, what is a pencil note, what is empty. Two queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from series.admin.home.coming import Coming
from series.cadence.labels import date_label
from series.cadence.zones import zone
from series.models import Season, Slot
from series.states import ReleaseState, SlotState

MOST = 60


@dataclass(frozen=True)
class Frame:
    number: int
    look: str
    word: str
    day: str
    url: str
    fill: bool = False


@dataclass(frozen=True)
class SeasonShown:
    season: Season
    url: str
    frames: list[Frame]
    out: int

    @property
    def open(self) -> Frame | None:
        """The first empty slot ahead, for one who may fill it."""
        return next((frame for frame in self.frames if frame.fill), None)


def season_of(coming: Iterable[Coming], *, at: datetime, user: Any) -> SeasonShown | None:
    """The season of the next release that has a slot; before anything stands in one, the season that begins next."""
    season = next((one.release.slot.season for one in coming if one.release.slot), None) or _next(at)
    if season is None:
        return None
    slots = Slot.objects.filter(season=season).select_related("release").order_by("position")[:MOST]
    fills = user.has_perm("series.view_slot") and user.has_perm("series.plan_release")
    frames = [_frame(slot, fill=fills and slot.instant is not None and slot.instant > at) for slot in slots]
    out = sum(frame.look == ReleaseState.PUBLISHED for frame in frames)
    sees = user.has_perm("series.view_season")
    url = reverse("admin:series_season_change", args=[season.pk]) if sees else ""
    return SeasonShown(season, url, frames, out)


def _next(at: datetime) -> Season | None:
    ahead = Slot.objects.filter(instant__gt=at).select_related("season__series").order_by("instant", "pk")
    first = ahead.first()
    return first.season if first else None


def _frame(slot: Any, *, fill: bool) -> Frame:
    release = getattr(slot, "release", None)
    empty = release is None or release.state == ReleaseState.CANCELLED
    if empty:
        look, word = ("decide", _("to decide")) if slot.state == SlotState.DECIDE else ("empty", _("empty"))
    else:
        look, word = release.state, release.get_state_display()
    return Frame(
        number=slot.position,
        look=look,
        word=word,
        day=date_label(slot.instant.astimezone(zone(slot.zone)), year=False) if slot.instant else "–",
        url=_fill(slot) if empty and fill else _release(release),
        fill=empty and fill,
    )


def _fill(slot: Slot) -> str:
    """The slot's page on the calendar, which leads back to its day there."""
    day = slot.wall[:10]
    return f"{reverse('desk-calendar-slot', args=[slot.pk])}?view=month&at={day}"


def _release(release: Any) -> str:
    return reverse("admin:series_release_change", args=[release.pk]) if release else ""
