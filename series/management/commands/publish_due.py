"""Publishes what is due, without Celery or Redis: the same act as the workers', by the same functions."""

import logging
import signal
import threading
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections, connection, connections

from series.health import signs
from series.models import Release
from series.notices import post, trouble
from series.pages.bake import bake_marked
from series.publishing import effects, seal
from series.publishing.due import due_releases
from series.publishing.tick import run_due

log = logging.getLogger(__name__)
# The watcher leaves the workers this long, in seconds, before it takes a release itself.
PATIENCE = 5.0
# What nobody needs within the second is looked at this seldom, in seconds.
SELDOM = 10.0


class Command(BaseCommand):
    help = "Publish what is due. With --watch, stand beside the workers and take what they leave."

    _ended = False
    _courier: threading.Thread | None = None
    _seldom_at = 0.0

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--watch", action="store_true", help="go on until stopped; take what is 5 s overdue"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what is due, and do nothing")

    def handle(self, *args: Any, watch: bool, dry_run: bool, **options: Any) -> None:
        if dry_run:
            self._tell()
        elif watch:
            self._watch()
        else:
            self._once(overdue_by=0.0)

    def _tell(self) -> None:
        due = due_releases()
        for release in Release.objects.filter(pk__in=due).order_by("instant", "pk"):
            names = ", ".join(str(subject) for subject in release.subjects.all())
            self.stdout.write(f"due: {release} · {names}")
        self.stdout.write(f"{len(due)} due.")

    def _once(self, *, overdue_by: float) -> None:
        if not seal.is_open():
            self.stderr.write(seal.state().sentence)
            return
        published = run_due(overdue_by=overdue_by)
        bake_marked()
        effects.deliver_due()
        if published or not overdue_by:
            self.stdout.write(f"{published} released.")

    def _watch(self) -> None:
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, self._end)
        muted = False
        while not self._ended:
            try:
                if seal.is_open():
                    muted = False
                    self._take_overdue()
                    self._look_seldom()
                elif not muted:
                    muted = True
                    self.stderr.write(seal.state().sentence)
            except (OperationalError, InterfaceError) as error:
                self.stderr.write(f"The database does not answer; trying again: {error}")
                connection.close()
            close_old_connections()
            time.sleep(1.0)

    def _take_overdue(self) -> None:
        """What the workers should have done by now: releases, then pages and effects that nobody looks after."""
        published = run_due(overdue_by=PATIENCE)
        bake_marked(older_than=PATIENCE)
        if self._courier is None or not self._courier.is_alive():
            # Beside the next look, not before it: a receiver that is slow must not hold up a release.
            self._courier = threading.Thread(target=_deliver_left, daemon=True)
            self._courier.start()
        if published:
            self.stdout.write(f"{published} released by the watcher.")

    def _look_seldom(self) -> None:
        """A sign for the desk that somebody watches; and who answers for what is late still hears of it."""
        if time.monotonic() < self._seldom_at:
            return
        self._seldom_at = time.monotonic() + SELDOM
        signs.leave(signs.WATCHER)
        try:
            trouble.tell_overdue()
            post.gather()
            post.send_due(older_than=PATIENCE, patience=2.0)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            # Whatever is wrong with telling people: the watcher is here for releases.
            log.exception("notices could not be told by the watcher")

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        self._ended = True


def _deliver_left() -> None:
    try:
        effects.deliver_due(older_than=PATIENCE)
    except (OperationalError, InterfaceError) as error:
        log.warning("effects are delivered at the next look: %s", error)
    finally:
        connections.close_all()
