"""Releases, slots and episodes in one line, as the choices of forms name them."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from series import cadence
from series.calendar.moves import name_of, titled
from series.models import Release, Slot, Subject


def release_label(release: Release) -> str:
    return (
        f"{title_of(release)} · {cadence.moment_label(release.instant, release.zone)} · {state_of(release)}"
    )


def title_of(release: Release) -> str:
    items = [item for item in release.items.all() if item.role == "main"]
    return titled(release.kind, [name_of(item.subject) for item in items])


def state_of(release: Release) -> str:
    return str(release.get_state_display())


def slot_label(slot: Slot) -> str:
    where = slot.wall if slot.instant is None else cadence.moment_label(slot.instant, slot.zone)
    release = getattr(slot, "release", None)
    if release is None:
        return _("%(slot)s · %(when)s · open") % {"slot": slot_name(slot), "when": where}
    return f"{title_of(release)} · {where} · {state_of(release)}"


def slot_name(slot: Slot) -> str:
    return _("Slot %(number)s of %(season)s") % {"number": slot.position, "season": slot.season}


def subject_label(subject: Subject) -> str:
    return str(subject.thing)


def times(instant: datetime | None, *, zone: str, wall: str, own: str) -> dict[str, Any]:
    """One instant in the series' time, one's own and UTC; a wall time that does not exist has only itself."""
    if instant is None:
        return {
            "series": f"{cadence.wall_label(datetime.fromisoformat(wall))} ({zone})",
            "own": "–",
            "utc": "–",
        }
    return {
        "series": cadence.moment_label(instant, zone),
        "own": cadence.moment_label(instant, own),
        "utc": cadence.moment_label(instant, "UTC"),
    }
