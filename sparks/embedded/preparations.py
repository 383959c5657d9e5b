"""Bring database and files up to date before the parts start."""

import sys
import time
from collections.abc import Mapping

from sparks.embedded import processes
from sparks.embedded.home import CHECKOUT, DESCRIPTION, Home
from sparks.embedded.supervisor import Supervisor
from sparks.embedded.trouble import StackError, disk_full


def prepare(supervisor: Supervisor, home: Home, env: Mapping[str, str]) -> None:
    """Run the steps to their end, or until the stack is told to stop."""
    if supervisor.ending.is_set():
        return
    voice = supervisor.voice("prepare")
    command = [sys.executable, "-m", "sparks.embedded.steps", str(home.folder)]
    process = processes.start(command, voice=voice, env=env, cwd=CHECKOUT)
    supervisor.tell_guard(f"+{process.pid}")
    while process.poll() is None and not supervisor.ending.wait(0.05):
        pass
    processes.stop(process)
    supervisor.tell_guard(f"-{process.pid}")
    if process.returncode and not supervisor.ending.is_set():
        # Its last words are on their way through the pipe.
        time.sleep(0.2)
        raise StackError(why(voice.recent(), home))


def why(words: str, home: Home) -> str:
    if "No space left on device" in words:
        return disk_full(home.folder)
    return "The database or the demonstration could not be made ready, as told above; mend that, then start again."


def description(home: Home) -> str:
    """The lines about logins and the next premiere, as the demo told them."""
    return (home / "run" / DESCRIPTION).read_text().rstrip()
