"""Keeps the parts running: starts them in order, restarts what dies, stops them in reverse."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from sparks.embedded import processes
from sparks.embedded.parts import Part
from sparks.embedded.trouble import StackError
from sparks.embedded.voices import PrefixedVoice, Voice, say

GUARD = Path(__file__).with_name("guard.py")
SETTLED = 30.0
LONGEST_PAUSE = 30.0
WIDTH = 8


@dataclass
class Running:
    part: Part
    voice: Voice
    process: subprocess.Popen[bytes] | None = None
    since: float = 0.0
    failures: int = 0
    retry_at: float = 0.0


class Supervisor:
    """Lives in the main thread, where every part is started: a part's tie to us is to that thread."""

    def __init__(self) -> None:
        self.running: list[Running] = []
        self.ending = threading.Event()
        # Our death closes the writing end, whatever we die of.
        reading, self.guard_line = os.pipe()
        self.guard = subprocess.Popen(
            [sys.executable, "-I", "-S", str(GUARD)], stdin=reading, start_new_session=True
        )
        os.close(reading)

    def voice(self, name: str, *, hushed: re.Pattern[str] | None = None) -> Voice:
        return PrefixedVoice(name, width=WIDTH, colour=len(self.running), hushed=hushed)

    def start(self, part: Part) -> None:
        """Start one part. Raises StackError if it cannot, and what to do about it."""
        running = Running(part, self.voice(part.name, hushed=part.hushed))
        self.running.append(running)
        self.launch(running)

    def launch(self, running: Running) -> None:
        running.process = running.part.start(running.voice)
        running.since = time.monotonic()
        self.tell_guard(f"+{running.process.pid}")

    def tell_guard(self, word: str) -> None:
        # A guard that was killed is missed only if we are killed, too.
        with suppress(BrokenPipeError):
            os.write(self.guard_line, f"{word}\n".encode())

    def run(self) -> None:
        """Watch the parts until `ending` is set."""
        while not self.ending.wait(0.2):
            for running in self.running:
                self.look_after(running)

    def look_after(self, running: Running) -> None:
        now = time.monotonic()
        if running.process is not None:
            if running.process.poll() is None:
                return
            self.note_death(running, running.process, now)
        elif now >= running.retry_at:
            try:
                self.launch(running)
            except StackError as trouble:
                say(f"{running.part.name}: {trouble}")
                self.wait_longer(running, now)

    def note_death(self, running: Running, process: subprocess.Popen[bytes], now: float) -> None:
        if now - running.since > SETTLED:
            running.failures = 0
        processes.kill_group(process.pid)
        self.tell_guard(f"-{process.pid}")
        running.process = None
        self.wait_longer(running, now)
        pause = running.retry_at - now
        say(
            f"{running.part.name} ended ({ending_words(process.returncode)}); it starts again in {pause:.1f} s."
        )

    def wait_longer(self, running: Running, now: float) -> None:
        running.retry_at = now + min(0.5 * 2**running.failures, LONGEST_PAUSE)
        running.failures += 1

    def stop(self) -> None:
        """Stop all parts, the highest stage first. One stage has gone when the next is asked."""
        for stage in sorted({running.part.stage for running in self.running}, reverse=True):
            self.stop_stage([running for running in self.running if running.part.stage == stage])
        self.running.clear()
        self.tell_guard("done")
        os.close(self.guard_line)
        self.guard.wait()

    def stop_stage(self, stage: Sequence[Running]) -> None:
        for running in stage:
            if running.process is not None:
                processes.ask(running.process, by=running.part.stop_by)
        for running in stage:
            if running.process is not None:
                processes.finish(running.process, patience=running.part.patience)
                self.tell_guard(f"-{running.process.pid}")


def ending_words(code: int) -> str:
    return f"by signal {-code}" if code < 0 else f"with code {code}"


@contextmanager
def until_told(supervisor: Supervisor) -> Iterator[None]:
    """Ctrl-C, TERM and a closed terminal set `ending`, instead of raising in the middle of something."""

    def ask(_number: int, _frame: FrameType | None) -> None:
        supervisor.ending.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def start_all(supervisor: Supervisor, parts: Sequence[Part]) -> None:
    for part in parts:
        if supervisor.ending.is_set():
            return
        supervisor.start(part)
