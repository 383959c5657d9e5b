"""What is done once before the parts start: tables, static files, the demonstration."""

import sys
import time
from collections.abc import Mapping
from pathlib import Path

from sparks.embedded import processes
from sparks.embedded.home import CHECKOUT, Home
from sparks.embedded.supervisor import Supervisor
from sparks.embedded.trouble import StackError, disk_full
from sparks.embedded.voices import FileVoice


def prepare(supervisor: Supervisor, home: Home, env: Mapping[str, str]) -> None:
    """Bring database and files up to date. A second time changes nothing and makes no second demo."""
    manage(supervisor, home, env, "migrate", "--no-input", "-v", "0")
    manage(supervisor, home, env, "collectstatic", "--no-input", "-v", "0")
    # The mark lies with the database: who removes that, wants a new one.
    mark = home / "postgres" / "demo-made"
    if not mark.exists() and not supervisor.ending.is_set():
        manage(supervisor, home, env, "demo")
        mark.touch()
    manage(supervisor, home, env, "pages", "bake")


def manage(supervisor: Supervisor, home: Home, env: Mapping[str, str], *words: str) -> None:
    """Run a management command to its end, or until the stack is told to stop."""
    if supervisor.ending.is_set():
        return
    voice = supervisor.voice(words[0])
    process = processes.start([sys.executable, "manage.py", *words], voice=voice, env=env, cwd=CHECKOUT)
    supervisor.tell_guard(f"+{process.pid}")
    while process.poll() is None and not supervisor.ending.wait(0.05):
        pass
    processes.stop(process)
    supervisor.tell_guard(f"-{process.pid}")
    if process.returncode and not supervisor.ending.is_set():
        time.sleep(0.2)
        if "No space left on device" in voice.recent():
            raise StackError(disk_full(home.folder))
        raise StackError(
            f"`manage.py {' '.join(words)}` failed; its words above say why. Mend that, start again."
        )


def describe_demo(home: Home, env: Mapping[str, str]) -> str:
    """The lines about logins and the next premiere, as the demo tells them."""
    said = FileVoice(home / "run" / "demo.txt")
    command = [sys.executable, "manage.py", "demo", "--describe"]
    process = processes.start(command, voice=said, env=env, cwd=CHECKOUT)
    if process.wait(60):
        raise StackError(f"`manage.py demo --describe` failed: {said.recent()}")
    return Path(said.path).read_text()
