"""The first visitor: another process that waits for a film at its address and notes when it could be read.

It looks for the page's file every millisecond and asks nginx the moment there is one, for an address that nobody
knows is put to Django: asked for every millisecond, it would measure the asking. The time is that of nginx's answer
with a film in it, by this machine's clock, which is the database's too.
"""

import http.client
import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from tests.bench.stage import Stage

PATIENCE = 60.0


@dataclass(frozen=True)
class Watched:
    release: int
    # Seconds after the instant; below nothing is early.
    late: float


def watched(one: Stage, releases: Sequence[tuple[int, datetime]]) -> list[Watched]:
    """Wait until every one of these releases' films was seen, or is given up a minute after its instant."""
    from series.addresses import own_path
    from series.models import ReleaseItem
    from series.pages.files import page_file

    items = ReleaseItem.objects.filter(release__in=[pk for pk, _instant in releases], subject__kind="episode")
    paths = {
        item.release_id: own_path("episode", item.revision.content)
        for item in items.select_related("revision")
    }
    wanted = [
        (pk, instant.timestamp(), paths[pk], str(page_file(paths[pk])))
        for pk, instant in sorted(releases, key=lambda release: release[1])
    ]
    here, there = multiprocessing.Pipe(duplex=False)
    visitor = multiprocessing.get_context("spawn").Process(target=_visit, args=(there, one.home.port, wanted))
    visitor.start()
    there.close()
    try:
        return [Watched(*one) for one in here.recv()]
    finally:
        visitor.join()


def _visit(told: Connection, port: int, wanted: list[tuple[int, float, str, str]]) -> None:
    seen: list[tuple[int, float]] = []
    waiting = list(wanted)
    while waiting:
        now = time.time()
        for one in [one for one in waiting if Path(one[3]).exists() or now > one[1] + PATIENCE]:
            waiting.remove(one)
            if now > one[1] + PATIENCE:
                continue
            if (at := _film_at(port, one[2])) is None:
                waiting.append(one)
            else:
                seen.append((one[0], at - one[1]))
        # All that could be early is looked at, most of it seldom.
        next_at = min((one[1] for one in waiting), default=now)
        time.sleep(0.001 if next_at - now < 0.5 else 0.05)
    told.send(seen)


def _film_at(port: int, path: str) -> float | None:
    """When the answer with a film in it had come; None when it has none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        answer = connection.getresponse()
        body = answer.read()
        return time.time() if answer.status == 200 and b"<video" in body else None
    finally:
        connection.close()
