"""A Postgres server of our own, reached by a unix socket only."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from sparks.embedded import processes
from sparks.embedded.postgres_cluster import Cluster, make_cluster, mend_pid_file
from sparks.embedded.trouble import StackError, disk_full
from sparks.embedded.voices import FileVoice, Voice

ROLE = "sparks"
# For tests only: a crash may lose data.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Server:
    cluster: Cluster
    process: subprocess.Popen[bytes]
    voice: Voice

    @property
    def url(self) -> str:
        """The database `sparks` as its owner, who may create databases but is no superuser."""
        return address(self.cluster.sockets)

    @property
    def admin_url(self) -> str:
        return address(self.cluster.sockets, role="postgres", database="postgres")

    def stop(self) -> None:
        """End the server, open connections included. A second call does nothing."""
        processes.stop(self.process, by=signal.SIGINT, patience=30)


def address(sockets: Path, *, role: str = ROLE, database: str = ROLE) -> str:
    return f"postgresql://{role}@/{database}?host={quote(str(sockets), safe='/')}"


def start(data_dir: Path, *, settings: Mapping[str, str] | None = None, voice: Voice | None = None) -> Server:
    """Start Postgres on `data_dir`, making the cluster, the role and the database the first time.

    Returns when it answers. Its words go to `voice`, or to postgres.log in the data's folder.
    Raises StackError with a sentence when it cannot run.
    """
    cluster = make_cluster(data_dir)
    mend_pid_file(cluster)
    voice = voice or FileVoice(cluster.folder / "postgres.log")
    process = processes.start(
        server_command(cluster, settings or {}),
        voice=voice,
        user=cluster.user,
        env=environment(),
        cwd=Path("/"),
        death_signal=signal.SIGINT,
    )
    server = Server(cluster, process, voice)
    wait_until_it_answers(server)
    make_database(server)
    return server


def environment() -> dict[str, str]:
    """Little of the caller's: what its Python needs to start at all, and no PG… variables."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "LC_ALL": "C", "PATH": os.defpath, "TZ": "UTC"}


def server_command(cluster: Cluster, settings: Mapping[str, str]) -> list[str | Path]:
    fixed = {
        "listen_addresses": "",
        "unix_socket_directories": str(cluster.sockets),
        "timezone": "UTC",
        "log_checkpoints": "off",
    }
    options = [f"{name}={value}" for name, value in {**fixed, **settings}.items()]
    return [cluster.binaries / "postgres", "-D", cluster.data, *[part for o in options for part in ("-c", o)]]


def wait_until_it_answers(server: Server, *, patience: float = 60) -> None:
    deadline = time.monotonic() + patience
    while not says_ready(server):
        if server.process.poll() is not None:
            raise StackError(why_it_ended(server))
        if time.monotonic() > deadline:
            server.stop()
            raise StackError(f"Postgres did not answer within {patience:.0f} s: {server.voice.recent()}")
        time.sleep(0.03)


def says_ready(server: Server) -> bool:
    """Whether the server's own lock file says so: asking by connecting would fill its log with refusals."""
    try:
        lines = (server.cluster.data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > 7 and lines[0] == str(server.process.pid) and lines[7].strip() == "ready"


def why_it_ended(server: Server) -> str:
    words = server.voice.recent()
    if "No space left on device" in words:
        return disk_full(server.cluster.data)
    last = next((line for line in reversed(words.splitlines()) if "FATAL" in line or "PANIC" in line), words)
    return f"Postgres ended at once ({last.strip()}). Mend that, then start again."


def make_database(server: Server) -> None:
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(ROLE)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [ROLE]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(sql.Identifier(ROLE)))


@contextmanager
def temporary(*, settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server on a new folder that is gone afterwards, for tests; fast and not crash-safe by default."""
    folder = Path(tempfile.mkdtemp(prefix="sparks-pg-"))
    # mkdtemp's folder is private to us; the account that runs Postgres must pass through it.
    folder.chmod(0o711)
    server = start(folder / "postgres", settings=THROWAWAY if settings is None else settings)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)
