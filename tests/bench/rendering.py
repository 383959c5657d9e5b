"""Rendering and nothing else: what no bake can be faster than. Same pages, same number of processes."""

import multiprocessing
import os
import time
from multiprocessing.connection import Connection

JOBS = os.cpu_count() or 1


def rendered_alone(*, limit: int, jobs: int = JOBS) -> tuple[int, float]:
    """Render up to `limit` pages, the newest, in `jobs` fresh processes. (Pages, seconds without their start.)"""
    from django.db import connections

    from series.models import Page

    ids = list(Page.objects.filter(state="up").order_by("-pk").values_list("pk", flat=True)[:limit])
    connections.close_all()
    context = multiprocessing.get_context("spawn")
    lines = []
    for job in range(jobs):
        here, there = multiprocessing.Pipe()
        worker = context.Process(target=_render, args=(there, ids[job::jobs]), daemon=True)
        worker.start()
        lines.append((here, worker))
    for here, _worker in lines:
        here.recv()
    begun = time.monotonic()
    for here, _worker in lines:
        here.send("go")
    for here, worker in lines:
        here.recv()
        worker.join()
    return len(ids), time.monotonic() - begun


def _render(line: Connection, ids: list[int]) -> None:
    import django

    django.setup()
    from series.models import Page
    from series.pages.live import LiveSet
    from series.pages.render import render

    pages = {page.pk: page for page in Page.objects.filter(pk__in=ids)}
    if ids:
        # Templates are read and compiled once a process, whatever the measure.
        render(page=pages[ids[0]], live=LiveSet())
    line.send("ready")
    line.recv()
    for pk in ids:
        render(page=pages[pk], live=LiveSet())
    line.send("done")
