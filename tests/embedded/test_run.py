"""The whole stack as `make run` starts it: up, mended, down, up again with its data, killed."""

import re
import time

import httpx
import pytest

from sparks.embedded import ports
from tests.embedded.stacks import WHOLE, eventually, gone, stack

LOGIN = re.compile(r"^staff login: \S+ / \S+$")
PREMIERE = re.compile(r'^episode 3, ".+", goes live at \d\d:\d\d:\d\d')


def status(port: int, path: str) -> int:
    return httpx.get(f"http://localhost:{port}{path}", timeout=30).status_code


@pytest.mark.timeout(900)
def test_up_mended_down_up_again_and_killed(home):
    port = ports.free_port()
    with stack(WHOLE, home, port) as first:
        first.hear(f"hub: http://localhost:{port}/", within=600)
        first.hear("up after")
        assert f"admin: http://localhost:{port}/admin/" in first.said
        (login,) = filter(LOGIN.match, first.said)
        assert any(map(PREMIERE.match, first.said))
        assert status(port, "/") == 200
        eventually(lambda: status(port, "/accounts/login/") == 200, within=90)
        first.member("gunicorn").kill()
        first.hear("web ended (by signal 9)")
        assert status(port, "/") == 200
        eventually(lambda: status(port, "/accounts/login/") == 200, within=90)
        members = first.members()
        assert first.interrupt() == 0
        assert gone(members)

    begun = time.monotonic()
    with stack(WHOLE, home, port) as second:
        second.hear(f"hub: http://localhost:{port}/", within=90)
        assert time.monotonic() - begun < 60
        second.hear("up after")
        assert login in second.said
        assert status(port, "/") == 200
        members = second.members()
        second.process.kill()
        second.process.wait()
        eventually(lambda: gone(members), within=60)
