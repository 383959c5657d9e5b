"""The season under way, slot by slot: what is out, what is fixed, what is a pencil note, what is empty. One query."""

from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class SeasonShown:
    season: Season
    url: str
    frames: list[Frame]
    out: int


def season_of(coming: Iterable[Coming]) -> SeasonShown | None:
    """The season of the next release that has a slot."""
    season = next((one.release.slot.season for one in coming if one.release.slot), None)
    if season is None:
        return None
    slots = Slot.objects.filter(season=season).select_related("release").order_by("position")[:MOST]
    frames = [_frame(slot) for slot in slots]
    out = sum(frame.look == ReleaseState.PUBLISHED for frame in frames)
    return SeasonShown(season, reverse("admin:series_season_change", args=[season.pk]), frames, out)


def _frame(slot: Any) -> Frame:
    release = getattr(slot, "release", None)
    if release is None or release.state == ReleaseState.CANCELLED:
        look, word = ("decide", _("to decide")) if slot.state == SlotState.DECIDE else ("empty", _("empty"))
    else:
        look, word = release.state, release.get_state_display()
    return Frame(
        number=slot.position,
        look=look,
        word=word,
        day=date_label(slot.instant.astimezone(zone(slot.zone)), year=False) if slot.instant else "–",
        url=reverse("admin:series_release_change", args=[release.pk]) if release else "",
    )
