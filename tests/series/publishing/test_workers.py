"""Real workers and a real beat, each a process of its own, on this test's database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection

from series import scheduling
from series.models import Effect, LiveRevision, Release, subject_of
from series.tasks import run_tick
from sparks import messages
from sparks.embedded import parts, processes, redis_server
from sparks.embedded.home import CHECKOUT
from sparks.embedded.voices import FileVoice
from tests.factories import subjects
from tests.factories.people import ana

pytestmark = pytest.mark.django_db(transaction=True)

# How late a release is, the bench measures; here a busy machine may be slow, and none may be early or forgotten.
GENEROUS = 15.0


class Crew:
    """Processes by name, each with a log; `queue` is what they talk through."""

    def __init__(self, folder: Path, queue: redis_server.Server) -> None:
        self.folder, self.queue = folder, queue
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        here = connection.settings_dict
        place = f"{here['USER']}@/{here['NAME']}?host={here['HOST']}&port={here['PORT'] or 5432}"
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "sparks.settings.test",
            "DATABASE_URL": f"postgresql://{place}",
            "REDIS_URL": queue.url,
            "CELERY_VISIBILITY_TIMEOUT": "2",
            "EMAIL_URL": f"file://{folder}/mail",
            "PYTHONPATH": str(CHECKOUT),
            **{name: str(getattr(settings, name)) for name in ("PAGES_ROOT", "PRIVATE_MEDIA_ROOT")},
            "PUBLIC_MEDIA_ROOT": str(settings.PUBLIC_MEDIA_ROOT),
        }

    def worker(self, name: str) -> None:
        self._start(name, parts.worker(name, queues="tick,publish,pages,notify", concurrency=1))

    def beat(self, name: str) -> None:
        schedule = ["-s", str(self.folder / name), "--pidfile="]
        self._start(name, [*parts.celery(), "beat", "-l", "WARNING", *schedule])

    def watcher(self) -> None:
        self._start("watch", [sys.executable, "manage.py", "publish_due", "--watch"])

    def _start(self, name: str, command: list[str]) -> None:
        voice = FileVoice(self.folder / f"{name}.log")
        self.running[name] = processes.start(command, voice=voice, env=self.env, cwd=CHECKOUT)

    def kill(self, name: str) -> None:
        process = self.running.pop(name)
        processes.kill_group(process.pid)
        process.wait()

    def workers_are_up(self, count: int) -> None:
        """Each waits for messages: one blocking read a worker."""
        with redis.Redis.from_url(self.queue.unix_url) as client:
            self.until(lambda: sum(one["cmd"] == "brpop" for one in client.client_list()) >= count)

    def until(self, right: Callable[[], object], *, patience: float = 60) -> None:
        end = time.monotonic() + patience
        while not right():
            assert time.monotonic() < end, self.words()
            time.sleep(0.05)

    def words(self) -> str:
        return "\n".join(f"-- {log.stem}\n{log.read_text()[-2000:]}" for log in self.folder.glob("*.log"))


@pytest.fixture
def crew(tmp_path) -> Iterator[Crew]:
    queue = redis_server.start(tmp_path / "queue")
    crew = Crew(tmp_path, queue)
    yield crew
    for process in crew.running.values():
        processes.stop(process, by=signal.SIGTERM, patience=10)
    queue.stop()


def out(*releases: Release) -> Callable[[], bool]:
    ids = [release.pk for release in releases]
    return lambda: Release.objects.filter(pk__in=ids, state="published").count() == len(ids)


def seconds_late(release: Release) -> float:
    found = Release.objects.get(pk=release.pk)
    assert found.published_at is not None
    return (found.published_at - found.instant).total_seconds()


def test_T1_four_workers_and_messages_that_come_again_release_once(crew):
    """The visibility timeout is 2 s and the instant 8 s away: a task with an ETA would be delivered four times."""
    names = [f"worker{number}" for number in range(4)]
    for name in names:
        crew.worker(name)
    crew.workers_are_up(4)
    release = subjects.scheduled(subjects.make_episode(), seconds=8)
    crew.beat("beat")
    crew.until(out(release))
    crew.until(lambda: not Effect.objects.filter(state__in=["waiting", "sending"]).exists())
    time.sleep(3)

    assert 0 <= seconds_late(release) < GENEROUS
    assert LiveRevision.objects.filter(release=release, kind="episode").count() == 1
    keys = list(Effect.objects.filter(release=release).values_list("kind", "target"))
    assert len(keys) == len(set(keys))
    mails = [mail.read_text() for mail in (crew.folder / "mail").glob("*")]
    told = [line for mail in mails for line in mail.splitlines() if line.startswith("To: ")]
    assert sorted(told) == sorted({f"To: {target}" for kind, target in keys if kind == "notice"})


def test_T14_a_second_beat_goes_on_ticking_when_the_first_is_killed(crew):
    crew.worker("worker")
    crew.beat("beat")
    crew.beat("standby")
    crew.workers_are_up(1)
    first = subjects.scheduled(subjects.make_episode(), seconds=3)
    crew.until(out(first))
    second = subjects.scheduled(subjects.make_episode(), seconds=3)
    crew.kill("beat")
    crew.until(out(second))
    assert 0 <= seconds_late(second) < GENEROUS


def test_Q4_a_release_whose_nudge_found_no_broker_goes_out_by_the_next_tick(crew):
    assert messages.send(run_tick), "in this process nobody answers"
    episode = subjects.make_episode()
    subjects.approved(episode)
    release = scheduling.publish_now(subject=subject_of(episode), by=ana()).release
    crew.worker("worker")
    crew.beat("beat")
    crew.until(out(release))
    crew.until(lambda: not Effect.objects.filter(state__in=["waiting", "sending"]).exists())


def test_T9_with_redis_stopped_for_a_minute_every_release_goes_out_meanwhile(crew):
    crew.worker("worker")
    crew.beat("beat")
    crew.watcher()
    crew.workers_are_up(1)
    crew.queue.stop()
    releases = [subjects.scheduled(subjects.make_episode(), seconds=seconds) for seconds in (8, 9, 30, 52)]
    crew.until(out(*releases), patience=80)

    assert all(0 <= seconds_late(release) < GENEROUS for release in releases), crew.words()
