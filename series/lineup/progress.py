"""How far the work is, for people who wait. Written on a connection of its own, so that it can be seen at once."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# Seconds between two words about the same step.
PAUSE = 0.3


class Progress:
    def __init__(self, lineup_id: int) -> None:
        self.lineup_id = lineup_id
        self._line = connection.copy()
        self._said: tuple[str, float] = ("", 0.0)

    def tell(self, *, step: str, done: int, total: int) -> None:
        before, at = self._said
        if step == before and done < total and time.monotonic() - at < PAUSE:
            return
        self._said = (step, time.monotonic())
        with self._line.cursor() as cursor:
            cursor.execute(
                "UPDATE series_lineupprogress SET step = %s, done = %s, total = %s, at = now() WHERE lineup_id = %s",
                [step, done, total, self.lineup_id],
            )

    def close(self) -> None:
        self._line.close()


@contextmanager
def progress_of(lineup_id: int) -> Iterator[Progress]:
    progress = Progress(lineup_id)
    try:
        yield progress
    finally:
        progress.close()
