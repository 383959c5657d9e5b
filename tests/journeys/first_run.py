"""A visitor of the stack that `make run` starts, and an editor at its desk."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
import icalendar

from sparks.embedded import places, postgres
from sparks.embedded.environment import environment
from sparks.embedded.home import CHECKOUT, Home
from tests.embedded.stacks import Stack

EPISODES = {
    1: "/tiktok-sparks-good/1-a-soap-line-for-a-rural-community/",
    2: "/tiktok-sparks-good/2-toddlers-can-read/",
    3: "/tiktok-sparks-good/3-for-veterans-health-care/",
}
WITHDRAWN = "/change-makers/3-a-room-that-is-warm/"
CORRECTED = "/change-makers/2-one-river-every-week/"
LISTS = ["/", "/tiktok-sparks-good/", "/archive/", "/feed.xml", "/feed.json", "/api/episodes.json"]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(frozen=True)
class Seen:
    """An answer, and the machine's clock when it was asked for and when it was there."""

    answer: httpx.Response
    asked: float
    came: float


class Visitor:
    def __init__(self, stack: Stack) -> None:
        self.address = f"http://localhost:{stack.port}"
        self.client = httpx.Client(base_url=self.address, timeout=20)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.client.get(path.removeprefix(self.address), headers=headers)

    def page(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def events(self) -> list[icalendar.Event]:
        calendar = icalendar.Calendar.from_ical(self.get("/calendar.ics").content)
        return list(calendar.walk("VEVENT"))

    def look_until(self, path: str, right: Callable[[httpx.Response], bool], *, until: float) -> list[Seen]:
        """Ask for the page again and again, until it is right or the machine's clock shows `until`."""
        seen = []
        while time.time() < until:
            asked = time.time()
            answer = self.get(path)
            seen.append(Seen(answer, asked, time.time()))
            if right(answer):
                return seen
            time.sleep(0.02)
        last = f"{seen[-1].answer.status_code} {seen[-1].answer.text[:2000]}" if seen else "never asked"
        raise AssertionError(f"{path} is not right in time: {last}")


def has_film(answer: httpx.Response) -> bool:
    return "<video" in answer.text


def files_of(page: str) -> list[str]:
    """The media that a page names."""
    return sorted(set(re.findall(r"/media/[\w./-]+", page)))


def at_the_desk(stack: Stack, code: str) -> str:
    """Run this in a process of the stack's own application, as an act of staff would. Its last line is given."""
    home = Home(stack.home, stack.port)
    env = environment(
        home,
        database_url=postgres.address(places.socket_folder(home / "postgres")),
        redis_url=f"redis+socket://{places.socket_folder(home / 'redis') / 'redis.sock'}",
    )
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    done = subprocess.run(command, env=env, cwd=CHECKOUT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


WITHDRAW = """
import time
from series import scheduling
from series.models import Episode
from sparks.accounts.models import User
episode = Episode.objects.get(series__slug="tiktok-sparks-good", number={number})
chief = User.objects.get(username="chief")
scheduling.withdraw(subject=episode.subject, by=chief, notice="Gone, and for a good reason.")
print(time.time(), flush=True)
"""


def withdraw(stack: Stack, *, number: int) -> float:
    """Withdraw an episode of the running series; the machine's clock when the act was committed."""
    return float(at_the_desk(stack, WITHDRAW.format(number=number)))


def instant_of(event: icalendar.Event) -> datetime:
    start = event["DTSTART"].dt
    assert start.tzinfo is not None
    assert start.utcoffset() == UTC.utcoffset(None)
    return start
