"""The supervisor restarts what dies, and leaves nothing behind however it ends."""

import os
import signal

import httpx
import psutil
import pytest

from sparks.embedded import ports
from tests.embedded.stacks import SMALL, eventually, gone, stack


@pytest.fixture
def running(home):
    with stack(SMALL, home, ports.free_port()) as running:
        running.hear("hub: ")
        yield running


def test_the_three_lines_stand_alone(running):
    running.hear("up after")

    assert f"hub: http://localhost:{running.port}/" in running.said
    assert f"admin: http://localhost:{running.port}/admin/" in running.said
    assert "staff login: chief / secret" in running.said


@pytest.mark.parametrize("words", [("sleep 601",), ("redis-server",), ("postgres", "-D"), ("nginx", "-c")])
def test_a_part_that_is_killed_starts_again(running, words):
    old = running.member(*words)
    old.kill()
    running.hear("starts again in 0.5 s")

    def is_back():
        return any(one != old for one in members_like(running, words))

    eventually(is_back)
    eventually(lambda: status(running) == 404)


def status(running):
    """None while nobody listens: a part that is back as a process has yet to open its port."""
    try:
        return httpx.get(f"http://localhost:{running.port}/").status_code
    except httpx.TransportError:
        return None


def members_like(running, words):
    return [one for one in running.members() if all(word in " ".join(one.cmdline()) for word in words)]


def test_the_children_of_a_killed_part_do_not_stay(running):
    parent = running.member("subprocess.run")
    (child,) = parent.children()
    parent.kill()

    eventually(lambda: gone([child]))


def test_a_part_that_keeps_dying_is_given_longer_and_longer_pauses(running):
    running.member("sleep 601").kill()
    running.hear("sleeper ended (by signal 9); it starts again in 0.5 s.")
    eventually(lambda: members_like(running, ["sleep 601"]))
    running.member("sleep 601").kill()

    running.hear("sleeper ended (by signal 9); it starts again in 1.0 s.")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_cleanly_when_told(running, how):
    members = running.members()
    running.process.send_signal(how)

    assert running.wait() == 0
    assert gone(members)
    assert running.said[-1] == "Stopped."
    assert not any("Traceback" in line for line in running.said)


def test_nothing_stays_when_the_supervisor_is_killed(running):
    members = running.members()
    assert len(members) > 8
    running.process.kill()
    running.process.wait()

    eventually(lambda: gone(members), within=40)


def test_nothing_that_it_started_itself_stays_when_the_guard_dies_too(running):
    members = running.members()
    guard = running.member("guard.py")
    parts = [one for one in members if one.ppid() == running.process.pid]
    os.kill(guard.pid, signal.SIGKILL)
    running.process.kill()
    running.process.wait()

    eventually(lambda: gone(parts), within=40)
    for one in members:
        # The grandchild that no kernel ties to us: only the guard knows it.
        if one.is_running():
            one.kill()


def test_it_comes_back_after_it_was_killed_at_once(running, home):
    running.hear("up after")
    running.process.kill()
    running.process.wait()

    with stack(SMALL, home, running.port) as again:
        again.hear("hub: ", within=60)
        assert again.interrupt() == 0


def test_it_can_be_stopped_while_it_starts(home):
    with stack(SMALL, home, ports.free_port()) as starting:
        eventually((home / "run").exists)
        members = starting.members()
        assert starting.interrupt() == 0
        assert gone(members)


def test_two_stacks_run_side_by_side(running, home):
    with stack(SMALL, home / "second", ports.free_port()) as second:
        second.hear("hub: ")
        assert httpx.get(f"http://localhost:{second.port}/").status_code == 404
        assert httpx.get(f"http://localhost:{running.port}/").status_code == 404


def test_only_nginx_listens_on_the_network(running):
    listening = {
        connection.laddr.ip
        for one in running.members()
        for connection in one.net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    }

    assert listening <= {"127.0.0.1", "::1"}
    assert {
        connection.laddr.port
        for one in running.members()
        for connection in one.net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    } == {running.port}
