"""Ends what the supervisor started, should the supervisor be killed.

Run as a file by the supervisor, which writes to it "+GROUP" and "-GROUP" as parts come and go. When the
line breaks off without a "done", it ends the groups that are left: by TERM, and ten seconds later by KILL.
"""

import contextlib
import os
import signal
import sys
import time

PATIENCE = 10


def listen() -> list[int]:
    """The groups that are left when the line ends; none after a "done"."""
    groups: list[int] = []
    for line in sys.stdin:
        word = line.strip()
        if word == "done":
            return []
        if word.startswith("+"):
            groups.append(int(word[1:]))
        elif word.startswith("-") and int(word[1:]) in groups:
            groups.remove(int(word[1:]))
    return groups


def send(group: int, signal_number: int) -> bool:
    """Whether there was anybody to send it to."""
    try:
        os.killpg(group, signal_number)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def end(groups: list[int]) -> None:
    deadline = time.monotonic() + PATIENCE
    for group in groups:
        send(group, signal.SIGTERM)
    while any(send(group, 0) for group in groups) and time.monotonic() < deadline:
        time.sleep(0.1)
    for group in groups:
        send(group, signal.SIGKILL)


if __name__ == "__main__":
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        end(list(reversed(listen())))
