"""Entries as the calendar's templates read them: with their addresses, their mark and their words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from series.calendar.entries import Entry, Kind
from series.models import Subject

# The drawing of each, in templates/admin/calendar/marks.html.
MARKS = {Kind.DECIDE: "decide", Kind.ENDING: "ending"}


@dataclass(frozen=True)
class Shown:
    """`data` are the attributes by which the script finds out what may be done with it."""

    entry: Entry
    url: str
    wall: str
    waits: bool
    data: dict[str, str]

    @property
    def mark(self) -> str:
        return MARKS.get(self.entry.kind, str(self.entry.kind))


def shown(entry: Entry, *, zone: str | None, now: datetime, back: str, may: dict[str, bool]) -> Shown:
    return Shown(
        entry=entry,
        url=_url(entry, back),
        wall=_wall(entry, zone),
        waits=entry.kind == Kind.SCHEDULED and entry.instant is not None and entry.instant < now,
        data=_data(entry, may),
    )


def _url(entry: Entry, back: str) -> str:
    if entry.kind == Kind.ENDING:
        return reverse("admin:creators_consent_change", args=[entry.pk])
    name = "desk-calendar-release" if entry.is_release else "desk-calendar-slot"
    return f"{reverse(name, args=[entry.pk])}?{back}"


def _wall(entry: Entry, zone: str | None) -> str:
    """The series' own wall time, where the grid stands in another zone."""
    if entry.wall is None or zone is None or entry.zone == zone:
        return ""
    same_day = entry.wall.date() == entry.day
    clock = f"{entry.wall:%H:%M}" if same_day else f"{entry.wall:%a %H:%M}"
    return f"{clock} {entry.zone.replace('_', ' ')}"


def _data(entry: Entry, may: dict[str, bool]) -> dict[str, str]:
    data: dict[str, str] = {}
    withdrawal = entry.act == "withdraw"
    if entry.moves and may["move"] and (not withdrawal or may["withdraw"]):
        data["move"] = reverse("desk-calendar-move", args=[entry.pk])
        data["swap"] = reverse("desk-calendar-swap", args=[entry.pk])
        data["release"] = str(entry.pk)
        if entry.slot is not None and may["plan"]:
            data["pull"] = reverse("desk-calendar-pull", args=[entry.slot])
    if entry.kind == Kind.OPEN and (may["move"] or may["pencil"]):
        data["seat"] = reverse("desk-calendar-seat", args=[entry.pk])
    return data


def reserve_data(subject: Subject, *, back: str, may: dict[str, bool]) -> dict[str, Any]:
    episode = subject.episode
    assert episode is not None  # noqa: S101 -- the reserve is of episodes
    return {
        "pk": subject.pk,
        "title": str(episode),
        "series": episode.series.title,
        "creator": episode.creator.name,
        "url": f"{reverse('desk-calendar-reserve', args=[subject.pk])}?{back}",
        "movable": may["pencil"] or may["plan"],
        "said": _("%(episode)s of the reserve") % {"episode": episode},
    }


def may_of(user: Any) -> dict[str, bool]:
    return {
        "move": user.has_perm("series.schedule_release"),
        "plan": user.has_perm("series.plan_season"),
        "pencil": user.has_perm("series.plan_release"),
        "withdraw": user.has_perm("series.withdraw_release"),
        "publish": user.has_perm("series.publish_release"),
    }
