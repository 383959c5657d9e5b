"""Runs a program on a stranger's file with limits on time, memory, output and processor.

`python -m series.video.confined LIMITS PROGRAM ARGUMENT…` sets the limits on itself and becomes the program:
no Python code runs between fork and exec of a worker that has threads.
"""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PR_SET_PDEATHSIG = 1
# The decoders need no variable of ours, and a secret that is not there cannot leak.
KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")


class OutOfTime(Exception):
    pass


def run(
    program: list[str], *, seconds: int, memory: int, written: int = 0
) -> subprocess.CompletedProcess[bytes]:
    """Ends with the program's own code and output; kills its whole process group after `seconds` (OutOfTime).

    `memory` and `written` (the largest file it may write) are bytes.
    """
    limits = json.dumps({"seconds": seconds, "memory": memory, "written": written})
    process = subprocess.Popen(
        [sys.executable, "-m", "series.video.confined", limits, *program],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=CHECKOUT,
        env={name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ},
        start_new_session=True,
    )
    try:
        out, err = process.communicate(timeout=seconds)
    except BaseException as error:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if isinstance(error, subprocess.TimeoutExpired):
            raise OutOfTime(f"{program[0]} took longer than {seconds} s") from error
        raise
    return subprocess.CompletedProcess(program, process.returncode, out, err)


def _limit(kind: int, value: int) -> None:
    # macOS knows RLIMIT_AS and refuses to set it; the other limits hold there.
    with suppress(ValueError, OSError):
        resource.setrlimit(kind, (value, value))


def _die_with_parent() -> None:
    # A worker killed outright must not leave an encoder running beside the next one.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _become(limits: dict[str, int], program: list[str]) -> None:
    _die_with_parent()
    _limit(resource.RLIMIT_AS, limits["memory"])
    _limit(resource.RLIMIT_FSIZE, limits["written"])
    _limit(resource.RLIMIT_CPU, limits["seconds"] * (os.cpu_count() or 1))
    _limit(resource.RLIMIT_CORE, 0)
    # Premieres come before encodes on a small machine.
    os.nice(10)
    os.execvp(program[0], program)  # noqa: S606 an argument list; becoming it is the point


if __name__ == "__main__":
    _become(json.loads(sys.argv[1]), sys.argv[2:])
