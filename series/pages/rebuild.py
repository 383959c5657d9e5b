"""Baking everything again: after a deploy, a restore, or a lost disk."""

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.context import SpawnProcess

from django.db import connections

from series.models import Mark
from series.pages import rebuilder
from series.pages.marks import mark_all


def rebuild(*, jobs: int, resume: bool, progress: Callable[[int], None]) -> tuple[int, int]:
    """Mark every page and bake with `jobs` processes. Returns (pages to bake, pages that still wait).

    Killed half-way it is gone on with by `resume`, which bakes what is still marked. The marks are the record.
    """
    if not resume:
        mark_all("all", why="rebuild")
    total = waiting()
    connections.close_all()
    workers = [_start((job, jobs)) for job in range(jobs)]
    left = total
    while any(worker.is_alive() for worker in workers):
        time.sleep(0.5)
        now = waiting()
        progress(max(left - now, 0))
        left = now
    for worker in workers:
        worker.join()
    now = waiting()
    progress(max(left - now, 0))
    return total, now


def waiting() -> int:
    """How many pages are marked."""
    return Mark.objects.values("page").distinct().count()


def _start(share: tuple[int, int]) -> SpawnProcess:
    # A fresh interpreter: no connection, lock or cache of the parent is shared.
    worker = multiprocessing.get_context("spawn").Process(target=rebuilder.work, args=(share,), daemon=True)
    worker.start()
    return worker
