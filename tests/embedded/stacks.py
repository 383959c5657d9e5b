"""Start a stack as a person would, and look at what it leaves."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

CHECKOUT = Path(__file__).resolve().parents[2]
SMALL = [sys.executable, "-m", "tests.embedded.small_stack"]
WHOLE = [sys.executable, "-m", "sparks.embedded", "run"]
# The caller's tests have a database of their own, and its settings must not reach the stack.
LEFT_OUT = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PUBLIC_URL", "SPARKS_TEST_HOME", "REDIS_URL")


class Stack:
    def __init__(self, command: list[str], home: Path, port: int) -> None:
        self.home, self.port = home, port
        env = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        self.process = subprocess.Popen(
            command,
            env={**env, "SPARKS_HOME": str(home), "PORT": str(port)},
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []
        self.lines: queue.Queue[str] = queue.Queue()
        self.listener = threading.Thread(target=self.listen, daemon=True)
        self.listener.start()

    def listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            self.lines.put(line.rstrip())

    def hear(self, words: str, *, within: float = 60) -> str:
        """The next line that holds these words."""
        deadline = time.monotonic() + within
        while True:
            try:
                line = self.lines.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no {words!r} within {within} s in {self.said}") from None
            if words in line:
                return line

    def members(self) -> list[psutil.Process]:
        """Every process of the stack but the supervisor itself."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def member(self, *words: str) -> psutil.Process:
        """The one process of the stack that has these words in its command and no parent that has."""
        found = [one for one in self.members() if all(word in " ".join(one.cmdline()) for word in words)]
        return next(one for one in found if one.ppid() == self.process.pid)

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.wait()

    def wait(self, *, within: float = 60) -> int:
        code = self.process.wait(within)
        self.listener.join(10)
        return code


@contextmanager
def stack(command: list[str], home: Path, port: int) -> Iterator[Stack]:
    running = Stack(command, home, port)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.interrupt()


def gone(members: list[psutil.Process]) -> bool:
    return not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in members)


def eventually(true: Callable[[], object], *, within: float = 30) -> None:
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
