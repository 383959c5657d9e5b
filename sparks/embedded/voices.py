"""Where a part's words go, and what it said last."""

import os
import re
import sys
import threading
from collections import deque
from pathlib import Path
from typing import Protocol

COLOURS = ("36", "33", "32", "35", "34", "31")
KEPT = 30
speaking = threading.Lock()


class Voice(Protocol):
    @property
    def fd(self) -> int:
        """The file descriptor that a part writes to."""
        ...

    def recent(self) -> str:
        """The last lines that were said."""
        ...

    def handed_over(self) -> None:
        """The part has its own copy of `fd` now."""
        ...


class FileVoice:
    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.file = path.open("wb")

    @property
    def fd(self) -> int:
        return self.file.fileno()

    def recent(self) -> str:
        return "\n".join(self.path.read_text(errors="replace").splitlines()[-KEPT:])

    def handed_over(self) -> None:
        self.file.close()


class PrefixedVoice:
    """A pipe whose lines are shown with the part's name before them. One pipe serves all of a part's lives."""

    def __init__(self, name: str, *, width: int, colour: int, hushed: re.Pattern[str] | None = None) -> None:
        """Lines that `hushed` finds are kept, for the story of a failure, but not shown."""
        self.hushed = hushed
        self.lines: deque[str] = deque(maxlen=KEPT)
        self.prefix = f"{name:<{width}} | "
        if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
            self.prefix = f"\033[{COLOURS[colour % len(COLOURS)]}m{self.prefix}\033[0m"
        self.reading, self.writing = os.pipe()
        threading.Thread(target=self.listen, daemon=True).start()

    @property
    def fd(self) -> int:
        return self.writing

    def recent(self) -> str:
        return "\n".join(self.lines)

    def handed_over(self) -> None:
        """Nothing to do: the next life of the part speaks through the same pipe."""

    def listen(self) -> None:
        with os.fdopen(self.reading, "r", errors="replace") as pipe:
            for line in pipe:
                self.lines.append(line.rstrip())
                if not (self.hushed and self.hushed.search(line)):
                    say(self.prefix + line.rstrip())


def say(line: str) -> None:
    """Print a whole line. A terminal that is gone is no reason to stop."""
    with speaking:
        try:
            print(line, flush=True)
        except OSError:
            # Or the interpreter tries again at exit, and complains.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
