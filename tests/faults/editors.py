"""Editors who change their minds at the worst moment: moves, cancellations and withdrawals that race the engine."""

import random
import threading
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connections


class Editors(threading.Thread):
    """Until told to end, acts on releases that are due in this very moment or were a moment ago."""

    def __init__(self, *, seed: int, by: Any) -> None:
        super().__init__(daemon=True)
        self.chance, self.by, self.ending = random.Random(seed), by, threading.Event()
        self.done: dict[str, int] = {}
        self.refused = 0
        self.unforeseen: list[str] = []

    def run(self) -> None:
        from series.scheduling.outcome import NotPossible

        while not self.ending.wait(self.chance.uniform(0.1, 0.6)):
            act = self.chance.choices([self.move, self.cancel, self.withdraw], weights=[4, 1, 2])[0]
            try:
                if act():
                    self.done[act.__name__] = self.done.get(act.__name__, 0) + 1
            except NotPossible:
                self.refused += 1
            except DatabaseError:
                connections.close_all()
            except Exception as error:  # noqa: BLE001 -- whatever else an editor meets is a fault to be told
                self.unforeseen.append(repr(error))
        connections.close_all()

    def end(self) -> None:
        self.ending.set()
        self.join(60)

    def _near(self) -> Any:
        """A scheduled release whose instant is now, give or take a second."""
        from series.models import Release
        from series.publishing.due import database_now

        now = database_now()
        near = Release.objects.filter(
            state="scheduled",
            instant__gte=now - timedelta(seconds=1),
            instant__lte=now + timedelta(seconds=2),
        )
        return self.chance.choice(list(near) or [None])

    def move(self) -> bool:
        from series import scheduling

        release = self._near()
        if release is None:
            return False
        wall = (release.instant + timedelta(seconds=self.chance.randint(1, 20))).replace(tzinfo=None)
        scheduling.reschedule(release_id=release.pk, wall=wall, zone="UTC", by=self.by)
        return True

    def cancel(self) -> bool:
        from series import scheduling

        release = self._near()
        if release is None:
            return False
        scheduling.cancel(release_id=release.pk, by=self.by)
        return True

    def withdraw(self) -> bool:
        from series import scheduling
        from series.models import LiveRevision

        live = (
            LiveRevision.objects.filter(kind="episode")
            .order_by("-published_at", "-pk")
            .select_related("subject")
        )
        row = self.chance.choice(list(live[:5]) or [None])
        if row is None:
            return False
        scheduling.withdraw(subject=row.subject, by=self.by, notice="The rights have ended.")
        return True
