"""The machine in one line, and what of it is an alarm. No query: series.health.machine has asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from series.admin.home.coming import Coming
from series.admin.home.countdown import ago, length, until
from series.health.canary import SILENCE_SECONDS
from series.health.machine import MANY, Machine
from series.health.promises import UNBAKED
from series.states import ReleaseState

# No deploy and no migration so shortly before a release.
FREEZE = timedelta(minutes=10)


@dataclass(frozen=True)
class Line:
    ok: bool
    words: str


def lines(machine: Machine) -> list[Line]:
    return [_ticks(machine), _queues(machine), _pages(machine), _watcher(machine), _backup(machine)]


def alarms(machine: Machine) -> list[str]:
    """What keeps releases from their second, each with what to do."""
    if not machine.redis:
        rest = (
            _("The watcher publishes, a few seconds late.")
            if machine.watched
            else _(
                "No watcher was seen either, so nothing goes out: start Redis, or `manage.py publish_due --watch`."
            )
        )
        return [f"{_('Redis does not answer.')} {rest}"]
    if machine.tick_age is None:
        words = _("No worker has taken a tick for %(seconds)s s: look at beat and the publish worker.")
        return [words % {"seconds": SILENCE_SECONDS}]
    return []


def freeze(coming: Sequence[Coming], *, at: datetime) -> str:
    for one in coming:
        release = one.release
        if release.state == ReleaseState.SCHEDULED and release.instant - at < FREEZE:
            return _("A release goes out %(when)s: no deploy and no migration now.") % {
                "when": until(release.instant, at=at)
            }
    return ""


def _ticks(machine: Machine) -> Line:
    if machine.tick_age is None:
        return Line(False, _("no tick from a worker") if machine.redis else _("Redis does not answer"))
    return Line(True, _("last tick %(seconds).0f s ago") % {"seconds": max(0.0, machine.tick_age)})


def _queues(machine: Machine) -> Line:
    if not machine.redis:
        return Line(False, _("queues unknown"))
    full = [f"{name} {length}" for name, length in machine.queues.items() if length]
    return Line(True, _("queues: %(lengths)s") % {"lengths": ", ".join(full)} if full else _("queues empty"))


def _pages(machine: Machine) -> Line:
    if not machine.dirty_pages or machine.dirty_since is None:
        return Line(True, _("no page waits to be baked"))
    number = f"{MANY}+" if machine.dirty_pages > MANY else str(machine.dirty_pages)
    words = ngettext(
        "%(n)s page has waited for %(age)s to be baked",
        "%(n)s pages wait to be baked, the first for %(age)s",
        machine.dirty_pages,
    ) % {"n": number, "age": length(int((machine.now - machine.dirty_since).total_seconds()))}
    return Line(machine.now - machine.dirty_since < UNBAKED, words)


def _watcher(machine: Machine) -> Line:
    if machine.watcher is None:
        return Line(False, _("no watcher was ever seen"))
    return Line(machine.watched, _("watcher %(age)s") % {"age": ago(machine.watcher, at=machine.now)})


def _backup(machine: Machine) -> Line:
    if machine.backup is None:
        return Line(False, _("no backup is known"))
    fresh = machine.now - machine.backup < timedelta(hours=26)
    return Line(fresh, _("last backup %(age)s") % {"age": ago(machine.backup, at=machine.now)})
