"""How long the stack takes to be right again: after the death of one part, and of all at once."""

import http.client
import time
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connections

from tests.faults.crew import Keeper

SINGLE, ALL = 10.0, 30.0


def recovered_in(keeper: Keeper, *, patience: float, since: float | None = None) -> float:
    """Seconds until nothing due waits, no mark is open, and hub and desk answer. Keeps the crew running meanwhile."""
    begun = since if since is not None else time.monotonic()
    while time.monotonic() - begun < patience:
        keeper.look()
        if _answers(keeper, "/") and _answers(keeper, "/healthz") and _nothing_waits():
            break
        time.sleep(0.1)
    return time.monotonic() - begun


def _nothing_waits() -> bool:
    from series.models import Mark
    from series.publishing.due import due_releases

    try:
        return not due_releases() and not Mark.objects.exists()
    except DatabaseError:
        connections.close_all()
        return False


def _answers(keeper: Keeper, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", keeper.one.home.port, timeout=2)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", path, headers={"Host": f"localhost:{keeper.one.home.port}"})
        return connection.getresponse().status == 200
    connection.close()
    return False


def after_each(keeper: Keeper, names: list[str], due_soon: Any) -> dict[str, float]:
    """For each part: a release comes due just after its kill -9; seconds until all is right."""
    found = {}
    for name in names:
        recovered_in(keeper, patience=60)
        instant = due_soon()
        time.sleep(max(0.0, instant.timestamp() - time.time() - 0.2))
        begun = time.monotonic()
        keeper.kill(name)
        time.sleep(0.3)
        found[name] = recovered_in(keeper, patience=60, since=begun)
        print(f"  right {found[name]:.1f} s after kill -9 of {name}", flush=True)
    return found


def after_all(keeper: Keeper, due_soon: Any) -> float:
    """Everything is killed with releases due meanwhile; seconds from the start of the first part again."""
    instant = due_soon() + timedelta(seconds=0)
    keeper.kill_all()
    time.sleep(max(0.0, instant.timestamp() - time.time()) + 2)
    keeper.due_at.clear()
    begun = time.monotonic()
    keeper.start()
    return recovered_in(keeper, patience=180, since=begun)
