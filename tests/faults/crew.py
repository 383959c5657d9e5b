"""The stack of the storm, and who starts again what has died."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sparks.embedded import parts, processes
from sparks.embedded.parts import Part
from sparks.embedded.trouble import StackError
from tests.bench.stage import Stage

FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
# As the supervisor of `make run` pauses after a first death.
PAUSE = 0.5
BELOW = ("postgres", "redis")


def crew(one: Stage) -> dict[str, Part]:
    """Two beats, and four publishing processes in two workers with clocks 8 h off, where that can be had."""
    found = one.parts()
    del found["publish"]
    for name, clock in (("ahead", "+8h"), ("behind", "-8h")):
        command = parts.worker(name, queues="tick,publish", concurrency=2)
        found[name] = parts.program(name, command, one.env | _clock(clock))
    second = [*parts.celery(), "beat", "-l", "WARNING", "-s", str(one.home / "beat-schedule-2"), "--pidfile="]
    found["beat-2"] = parts.program("beat-2", second, one.env)
    return found


def _clock(shift: str) -> dict[str, str]:
    if FAKETIME is None:
        return {}
    return {"LD_PRELOAD": str(FAKETIME), "FAKETIME": shift, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


@dataclass
class Keeper:
    """Keeps the crew running. Lives in the main thread, to which every part is tied."""

    one: Stage
    parts: dict[str, Part]
    kills: int = 0
    due_at: dict[str, float] = field(default_factory=dict)

    def start(self) -> None:
        for name in sorted(self.parts, key=lambda name: (name not in BELOW, name == "nginx")):
            if name not in self.one.running:
                self.one.launch(name, self.parts[name])

    def look(self) -> None:
        """Start again what has died and has waited."""
        now = time.monotonic()
        for name, process in list(self.one.running.items()):
            if process.poll() is not None:
                processes.kill_group(process.pid)
                del self.one.running[name]
                self.due_at.setdefault(name, now + PAUSE)
        for name, at in list(self.due_at.items()):
            if now >= at:
                del self.due_at[name]
                try:
                    self.one.launch(name, self.parts[name])
                except StackError:
                    self.due_at[name] = time.monotonic() + PAUSE

    def watch(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.look()
            time.sleep(0.1)

    def kill(self, name: str) -> None:
        """kill -9 of a part with its children."""
        if name in self.one.running:
            self.kills += 1
            self.one.kill(name)
            self.due_at[name] = time.monotonic() + PAUSE

    def kill_one(self, pid: int) -> bool:
        """kill -9 of one process of the crew."""
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        self.kills += 1
        return True

    def stop(self, name: str, *, pause: float) -> None:
        """An orderly stop, and a start after a pause."""
        if name in self.one.running:
            self.one.stop(name)
        self.due_at[name] = time.monotonic() + pause

    def kill_all(self) -> None:
        for name in list(self.one.running):
            self.kill(name)


def children(process_id: int) -> Iterator[int]:
    tasks = Path(f"/proc/{process_id}/task")
    if sys.platform == "linux" and tasks.exists():
        for file in tasks.glob("*/children"):
            yield from map(int, file.read_text().split())
