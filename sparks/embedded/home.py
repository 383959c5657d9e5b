"""The folder of one stack: where its parts keep their things, and the lock that lets in one at a time."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sparks.embedded import places
from sparks.embedded.trouble import StackError, disk_full

CHECKOUT = Path(__file__).resolve().parents[2]
# Under run/: what the demonstration tells at the end of a start.
DESCRIPTION = "demo.txt"
LEAST_SPACE = 200 * 1024 * 1024


@dataclass(frozen=True)
class Home:
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return os.environ.get("PUBLIC_URL", "").rstrip("/") or f"http://localhost:{self.port}"

    @property
    def sockets(self) -> Path:
        return places.socket_folder(self.folder)

    @property
    def media(self) -> Path:
        return CHECKOUT / "media" if self.folder == CHECKOUT / ".local" else self.folder / "media"

    def __truediv__(self, name: str) -> Path:
        return self.folder / name


def from_environment() -> Home:
    port = os.environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise StackError(f"PORT is {port!r}; it must be a number from 1 to 65535.")
    folder = Path(os.environ.get("SPARKS_HOME") or CHECKOUT / ".local").expanduser().absolute()
    if set(str(folder)) & set('$"\\\n'):
        raise StackError(
            f"SPARKS_HOME is {str(folder)!r}; choose one without a dollar sign, quote or backslash."
        )
    return Home(folder, int(port))


def prepare(home: Home) -> None:
    """Make the folder, and refuse one that cannot be written or has no room."""
    try:
        home.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StackError(
            f"{home.folder} cannot be made ({error.strerror}); set SPARKS_HOME to another."
        ) from None
    if not os.access(home.folder, os.W_OK | os.X_OK):
        raise StackError(f"{home.folder} cannot be written to; set SPARKS_HOME to a folder of yours.")
    if shutil.disk_usage(home.folder).free < LEAST_SPACE:
        raise StackError(disk_full(home.folder))


@contextmanager
def locked(home: Home) -> Iterator[None]:
    """Hold the stack's lock. It is the kernel's, so one that died holds nothing, whatever its file says."""
    with (home / "stack.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StackError(who_runs(file.name)) from None
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "url": home.url}))
        file.flush()
        yield
        file.truncate(0)


def who_runs(lock: str) -> str:
    try:
        found = json.loads(Path(lock).read_text())
        return (
            f"It is running already: {found['url']}/ (process {found['pid']}); end that one, "
            f"or choose another PORT and SPARKS_HOME for a second."
        )
    except (ValueError, KeyError):
        return f"Another start is under way in {Path(lock).parent}; wait for it, or set SPARKS_HOME to another folder."
