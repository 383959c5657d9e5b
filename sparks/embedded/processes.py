"""Start a program so that it dies with us, and stop it so that it is really gone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from sparks.embedded.voices import Voice

TETHER = Path(__file__).with_name("tether.py")


def start(
    command: Sequence[str | Path],
    *,
    voice: Voice,
    user: str | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    death_signal: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start `command` in a process group of its own, both its streams to `voice`.

    If this process dies, the kernel sends `death_signal` to the command (Linux). The tie is to the
    calling thread, so call from one that lives as long as the command shall.
    """
    tether = [sys.executable, "-I", "-S", str(TETHER), str(os.getpid()), str(int(death_signal)), user or "-"]
    process = subprocess.Popen(
        [*tether, *map(str, command)],
        stdin=subprocess.DEVNULL,
        stdout=voice.fd,
        stderr=subprocess.STDOUT,
        env=env,
        cwd=cwd,
        start_new_session=True,
    )
    voice.handed_over()
    return process


def ask(process: subprocess.Popen[bytes], *, by: signal.Signals) -> None:
    """Ask the process to end, if it has not ended yet."""
    if process.poll() is None:
        process.send_signal(by)


def finish(process: subprocess.Popen[bytes], *, patience: float) -> None:
    """Wait `patience` seconds for a process that was asked to end, then kill what is left of its group."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    kill_group(process.pid)
    process.wait()


def stop(
    process: subprocess.Popen[bytes], *, by: signal.Signals = signal.SIGTERM, patience: float = 20
) -> None:
    """Both. For a process that has ended it only clears away its group."""
    ask(process, by=by)
    finish(process, patience=patience)


def kill_group(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def alive(pid: int) -> bool:
    """Whether a process with this number exists and is not merely waiting to be collected."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return not Path("/proc/self/stat").exists()
    return state != "Z"


def wait_until_gone(pid: int, *, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
