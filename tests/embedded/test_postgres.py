"""Postgres starts from whatever an earlier life left behind, or says what to do."""

import os
import shutil
import signal
import subprocess
import sys
import time

import psycopg
import pytest

from sparks.embedded import places, postgres, processes
from sparks.embedded.accounts import account
from sparks.embedded.postgres_cluster import make_cluster
from sparks.embedded.trouble import StackError


def ask(server: postgres.Server, question: str = "SELECT 1") -> object:
    with psycopg.connect(server.url, autocommit=True) as connection:
        return connection.execute(question).fetchone()[0]


def test_the_application_owns_its_database_and_is_no_superuser(home):
    server = postgres.start(home / "postgres")
    try:
        assert ask(server, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        assert (
            ask(server, "SELECT datcollate || datlocale FROM pg_database WHERE datname = 'sparks'")
            == "CC.UTF-8"
        )
        assert ask(server, "SHOW listen_addresses") == ""
        assert ask(server, "SHOW fsync") == "on"
    finally:
        server.stop()
    assert server.process.returncode == 0


def test_data_outlives_a_restart_and_a_kill(home):
    server = postgres.start(home / "postgres")
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
    server.process.kill()
    server.process.wait()

    server = postgres.start(home / "postgres")
    try:
        assert ask(server, "SELECT n FROM kept") == 7
    finally:
        server.stop()


def test_two_servers_stand_side_by_side(home):
    first, second = postgres.start(home / "a"), postgres.start(home / "b")
    try:
        assert first.url != second.url
        assert (ask(first), ask(second)) == (1, 1)
    finally:
        first.stop()
        second.stop()


def test_initdb_killed_half_way_is_begun_again(home):
    script = (
        "import sys; from pathlib import Path; from sparks.embedded import postgres;"
        "postgres.start(Path(sys.argv[1]))"
    )
    starting = subprocess.Popen([sys.executable, "-c", script, home / "postgres"], start_new_session=True)
    unfinished = home / "postgres" / "data.unfinished"
    deadline = time.monotonic() + 30
    while not (unfinished / "PG_VERSION").exists():
        assert time.monotonic() < deadline
        time.sleep(0.002)
    os.killpg(starting.pid, signal.SIGKILL)
    starting.wait()
    assert not (home / "postgres" / "data").exists()

    server = postgres.start(home / "postgres")
    try:
        assert ask(server) == 1
        assert not unfinished.exists()
    finally:
        server.stop()


@pytest.mark.parametrize("missing", ["PG_VERSION", "global/pg_control"])
def test_a_half_made_folder_is_named_with_what_to_do(home, missing):
    cluster = make_cluster(home / "postgres")
    (cluster.data / missing).unlink()

    with pytest.raises(StackError, match=r"half made or damaged .*rm -r .*/data\), then start again\."):
        postgres.start(home / "postgres")


def test_a_folder_of_another_version_is_named(home):
    cluster = make_cluster(home / "postgres")
    (cluster.data / "PG_VERSION").write_text("15\n")

    with pytest.raises(StackError, match="was made by Postgres 15 and this is Postgres 18"):
        postgres.start(home / "postgres")


def test_damage_found_while_starting_is_one_sentence(home):
    cluster = make_cluster(home / "postgres")
    (cluster.data / "global" / "pg_control").write_bytes(b"x" * 8192)

    with pytest.raises(StackError, match=r"^Postgres ended at once \(.*\)\. Mend that, then start again\.$"):
        postgres.start(home / "postgres")


def test_a_stale_pid_file_whose_number_another_process_has_is_seen_through(home):
    cluster = make_cluster(home / "postgres")
    # As after a restart of the machine: the numbers are of the living, and of Postgres' own user.
    stranger = subprocess.Popen(
        ["sleep", "600"], user=cluster.user, extra_groups=[] if cluster.user else None
    )
    stale = f"{stranger.pid}\n{cluster.data}\n1700000000\n5432\n{cluster.sockets}\n\n 0 0\nready\n"
    for file in (cluster.data / "postmaster.pid", cluster.sockets / ".s.PGSQL.5432.lock"):
        file.write_text(stale)
        if cluster.user:
            shutil.chown(file, cluster.user)
    try:
        server = postgres.start(home / "postgres")
        assert ask(server) == 1
        server.stop()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_an_orphan_server_is_ended_and_its_data_taken_over(home):
    orphan = postgres.start(home / "postgres")

    server = postgres.start(home / "postgres")
    try:
        assert ask(server) == 1
        assert orphan.process.wait(10) == 0
    finally:
        server.stop()


def test_a_path_too_long_for_sockets_gets_a_short_one(home):
    deep = home / ("d" * 60) / ("e" * 60)
    server = postgres.start(deep / "postgres")
    try:
        assert ask(server) == 1
        assert len(str(server.cluster.sockets)) < 90
        again = places.socket_folder(server.cluster.folder)
        assert again == server.cluster.sockets
    finally:
        server.stop()
        shutil.rmtree(server.cluster.sockets)


def test_a_private_parent_stays_private(home):
    private = home / "private"
    private.mkdir(mode=0o700)
    server = postgres.start(private / "postgres")
    try:
        assert ask(server) == 1
        assert private.stat().st_mode & 0o777 == 0o700
        assert server.cluster.folder.stat().st_mode & 0o777 == 0o700
        # Only root's Postgres is somebody else, who cannot pass; then the data lies where it can.
        assert (private / "postgres").is_symlink() == (account() is not None)
    finally:
        server.stop()
        shutil.rmtree(server.cluster.folder)


def test_the_server_ends_with_the_process_that_started_it(home):
    script = (
        "import sys, time; from pathlib import Path; from sparks.embedded import postgres;"
        "server = postgres.start(Path(sys.argv[1])); print(server.process.pid, flush=True); time.sleep(600)"
    )
    command = [sys.executable, "-c", script, home / "postgres"]
    starter = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    pid = int(starter.stdout.readline())
    starter.kill()
    starter.wait()

    assert processes.wait_until_gone(pid, patience=30)
