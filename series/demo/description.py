"""What a person at the terminal needs to know: who may sign in, and what happens next."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from series.demo.accounts import ACCOUNTS, password_of
from series.demo.making import is_made
from series.models import Release
from series.models.release import ItemRole, ReleaseKind
from series.publishing.due import database_now
from series.states import ReleaseState

SOON = timedelta(hours=12)


def lines() -> Iterator[str]:
    """The staff login first, a line for each other role, then the next episode that goes live."""
    if not is_made():
        yield "There is no demonstration here; sign in with an account of your own (`manage.py createsuperuser`)."
        return
    (first, role, _shown), *others = ACCOUNTS
    yield f"staff login: {first} / {password_of(first)}"
    for name, role, _shown in others:
        yield f"  {role.lower()}: {name} / {password_of(name)}"
    yield _next()


def _next() -> str:
    release = (
        Release.objects.filter(
            state=ReleaseState.SCHEDULED,
            kind=ReleaseKind.PUBLISH,
            items__subject__kind="episode",
            items__role=ItemRole.MAIN,
            instant__gt=database_now(),
        )
        .order_by("instant", "id")
        .first()
    )
    if release is None:
        return "Nothing is scheduled; schedule an episode in the admin and watch it go live."
    item = release.items.select_related("subject__episode", "revision").get(role=ItemRole.MAIN)
    content = item.revision.content if item.revision else {}
    return f'episode {content.get("number")}, "{content.get("title")}", goes live {_when(release.instant)}'


def _when(instant: datetime) -> str:
    """By the clock of this machine, with its zone's name; with the day when that is not today's next hours."""
    here = instant.astimezone(machine_zone())
    utc = "" if here.tzname() == "UTC" else f", {instant:%H:%M:%S} UTC"
    day = "" if instant - database_now() < SOON else f"on {here:%d %B %Y} "
    return f"{day}at {here:%H:%M:%S} ({here.tzname()}{utc})"


def machine_zone() -> tzinfo:
    """The zone of the clock on the wall here. Django sets this process to UTC, so the system's file is read."""
    found = Path("/etc/localtime")
    try:
        with found.open("rb") as rules:
            return ZoneInfo.from_file(rules)
    except (OSError, ValueError):
        return UTC
