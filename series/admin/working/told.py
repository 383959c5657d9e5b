"""The sentences of presence and drafts, in the reader's own time."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from series.models import Presence


def clock(instant: datetime, zone: str, *, seconds: bool = False) -> str:
    """ "14:02 CET", or with the zone's name where it has no letters of its own."""
    local = instant.astimezone(ZoneInfo(zone))
    letters = local.tzname() or ""
    name = letters if letters.isalpha() else zone
    return f"{local:%H:%M:%S} {name}" if seconds else f"{local:%H:%M} {name}"


def day_and_clock(instant: datetime, zone: str) -> str:
    return f"{instant.astimezone(ZoneInfo(zone)):%-d %b %Y}, {clock(instant, zone)}"


def name(person: object) -> str:
    full = getattr(person, "get_full_name", str)()
    return str(full or person)


def sentence(one: Presence, *, zone: str) -> str:
    """ "Ben Okafor is here, typing since 14:01 CET." """
    if one.typing_since is not None:
        return _("%(name)s is here, typing since %(time)s.") % {
            "name": name(one.person),
            "time": clock(one.typing_since, zone),
        }
    return _("%(name)s has this open since %(time)s.") % {
        "name": name(one.person),
        "time": clock(one.since, zone),
    }


def words() -> dict[str, str]:
    """What the scripts say."""
    return {
        "kept": _("Kept at {time} · not saved yet"),
        "keeping": _("Keeping what you typed…"),
        "same": _("Nothing to keep: all of this is saved."),
        "files": _("A file is chosen: files go up only when you save."),
        "out": _(
            "You are signed out, so this is not kept. Sign in in another tab; what you typed stays here."
        ),
        "away": _("The desk does not answer, so this is not kept. It is tried again."),
        "saved_by": _("{name} saved this meanwhile. When you save, both are brought together."),
        "count": _("{n} of about {most}"),
        "over": _("{n}, lists and search show about {most}"),
    }
