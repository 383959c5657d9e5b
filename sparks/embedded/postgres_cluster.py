"""The folder of a Postgres cluster: made whole or not at all, and fit to start from."""

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from sparks.embedded import places, postgres_files, processes
from sparks.embedded.accounts import account
from sparks.embedded.trouble import StackError, disk_full

MAJOR = "18"


@dataclass(frozen=True)
class Cluster:
    folder: Path
    data: Path
    sockets: Path
    binaries: Path
    user: str | None


def make_cluster(wanted: Path) -> Cluster:
    """The cluster in `wanted`, made by initdb if there is none.

    initdb works beside the final place and is renamed into it: one that was killed leaves nothing that
    could be taken for a cluster, and the next call begins again.
    """
    user = account()
    folder = postgres_files.data_folder(wanted, user)
    cluster = Cluster(
        folder=folder,
        data=folder / "data",
        sockets=socket_folder(folder, user),
        binaries=postgres_files.binaries(user),
        user=user,
    )
    if not cluster.data.exists():
        initialise(cluster)
    check_whole(cluster.data)
    return cluster


def socket_folder(folder: Path, user: str | None) -> Path:
    sockets = places.socket_folder(folder)
    if user:
        shutil.chown(sockets, user)
    return sockets


def initialise(cluster: Cluster) -> None:
    unfinished = cluster.folder / "data.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    options = ["-U", "postgres", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
    options += ["--builtin-locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject", "--no-sync"]
    result = subprocess.run(
        [str(cluster.binaries / "initdb"), "-D", str(unfinished), *options],
        user=cluster.user,
        extra_groups=[] if cluster.user else None,
        cwd="/",
        env={"LC_ALL": "C", "PATH": os.defpath, "TZ": "UTC"},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise StackError(why_initdb_failed(result.stderr, cluster.folder))
    os.sync()
    unfinished.rename(cluster.data)


def why_initdb_failed(words: str, folder: Path) -> str:
    if "No space left on device" in words:
        return disk_full(folder)
    return f"The database could not be made in {folder}: {' '.join(words.split())}"


def check_whole(data: Path) -> None:
    version = data / "PG_VERSION"
    if not version.exists() or not (data / "global" / "pg_control").exists():
        raise StackError(
            f"The database folder {data} is only half made or damaged (PG_VERSION or pg_control is missing); "
            f"move it away or remove it (rm -r {data}), then start again."
        )
    found = version.read_text().strip()
    if found != MAJOR:
        raise StackError(
            f"The database in {data} was made by Postgres {found} and this is Postgres {MAJOR}; dump it with "
            f"the old version and load it here, or set SPARKS_HOME to a new folder."
        )


def mend_pid_file(cluster: Cluster) -> None:
    """Make sure that no server runs on the data and that no stale lock file says one does.

    Before: the caller holds the stack's lock, so a server that still runs here is an orphan. Postgres
    itself sees through most stale files, but not through one whose number another process has by now.
    """
    pid_file = cluster.data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        forget_lock_files(cluster)
        return
    if not processes.alive(pid):
        return
    if not runs_on(cluster.data):
        forget_lock_files(cluster)
        return
    os.kill(pid, signal.SIGINT)
    if not processes.wait_until_gone(pid, patience=30):
        raise StackError(
            f"A Postgres left over from an earlier run (process {pid}) holds {cluster.data} and does not "
            f"end; end it (kill -QUIT {pid}), then start again."
        )


def forget_lock_files(cluster: Cluster) -> None:
    (cluster.data / "postmaster.pid").unlink(missing_ok=True)
    for lock in cluster.sockets.glob(".s.PGSQL.*.lock"):
        lock.unlink()


def runs_on(data: Path) -> bool:
    """Whether any process works in the data folder, as every process of a Postgres server does."""
    if not Path("/proc").is_dir():
        return True
    target = data.resolve()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if (entry / "cwd").readlink() == target:
                    return True
            except OSError:
                continue
    return False
