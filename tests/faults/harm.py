"""What is done to the stack, and how often."""

import random
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg
import redis

from tests.faults.crew import Keeper, children
from tests.faults.receivers import World

PROGRAMS = ("ahead", "behind", "pages", "media", "beat", "beat-2", "web", "nginx", "watch")


class Harm:
    """One storm. Each act is told on a line, so that the story of a failure can be read."""

    def __init__(self, keeper: Keeper, world: World, *, seed: int, disk: Path | None) -> None:
        self.keeper, self.world, self.disk = keeper, world, disk
        self.chance = random.Random(seed)
        self.done: dict[str, int] = {}
        self.undo: list[tuple[float, Callable[[], None]]] = []

    def once(self) -> None:
        """Something bad, chosen by the seed."""
        acts: dict[Callable[[], str], int] = {
            self.kill_program: 8,
            self.kill_child: 4,
            self.kill_baker: 4,
            self.flush_redis: 2,
            self.restart_redis: 1,
            self.stop_redis: 1,
            self.kill_redis: 1,
            self.end_backends: 3,
            self.restart_postgres: 1,
            self.kill_postgres: 1,
            self.fail_receivers: 2,
        }
        if self.disk:
            acts[self.fill_disk] = 2
        [act] = self.chance.choices(list(acts), weights=list(acts.values()))
        told = act()
        self.done[act.__name__] = self.done.get(act.__name__, 0) + 1
        print(f"  {time.strftime('%H:%M:%S')} {told}", flush=True)

    def mend(self, *, all_of_it: bool = False) -> None:
        """Undo what lasts only a while."""
        now = time.monotonic()
        for at, act in list(self.undo):
            if all_of_it or now >= at:
                self.undo.remove((at, act))
                act()

    def _after(self, seconds: float, act: Callable[[], None]) -> None:
        self.undo.append((time.monotonic() + seconds, act))

    def kill_program(self) -> str:
        name = self.chance.choice(PROGRAMS)
        self.keeper.kill(name)
        return f"kill -9 {name}"

    def kill_child(self) -> str:
        name = self.chance.choice(("ahead", "behind", "pages", "media"))
        process = self.keeper.one.running.get(name)
        pids = list(children(process.pid)) if process else []
        if pids:
            self.keeper.kill_one(self.chance.choice(pids))
        return f"kill -9 a child of {name}"

    def kill_baker(self) -> str:
        """A page's temporary file carries its baker's process id: who has one is between render and rename."""
        trees = [
            self.keeper.one.home / "public" / "pages" / name
            for name in ("", "api", "archive", "people", "sitemap")
        ]
        end = time.monotonic() + 3
        while time.monotonic() < end:
            for tree in trees:
                for file in tree.glob(".*.tmp"):
                    pid = file.name.split(".")[-2]
                    if pid.isdigit() and self.keeper.kill_one(int(pid)):
                        return f"kill -9 the baker of {file.parent.name}/{file.name}"
            self.keeper.look()
        return "no baker was met with a page in its hands"

    def _redis(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.keeper.one.redis_socket))

    def flush_redis(self) -> str:
        with suppress(redis.ConnectionError), self._redis() as client:
            client.flushall()
        return "FLUSHALL"

    def restart_redis(self) -> str:
        self.keeper.stop("redis", pause=0.0)
        return "Redis restarted"

    def stop_redis(self) -> str:
        pause = self.chance.uniform(4, 12)
        self.keeper.stop("redis", pause=pause)
        return f"Redis stopped for {pause:.0f} s"

    def kill_redis(self) -> str:
        self.keeper.kill("redis")
        return "kill -9 redis"

    def end_backends(self) -> str:
        with (
            suppress(psycopg.OperationalError),
            psycopg.connect(self.keeper.one.database_admin) as connection,
        ):
            row = connection.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND random() < 0.5"
            ).fetchone()
            return f"{row[0] if row else 0} backends terminated"
        return "Postgres did not answer"

    def restart_postgres(self) -> str:
        self.keeper.stop("postgres", pause=0.5)
        return "Postgres restarted"

    def kill_postgres(self) -> str:
        self.keeper.kill("postgres")
        return "kill -9 postgres"

    def fail_receivers(self) -> str:
        self.world.failing = 0.7

        def well() -> None:
            self.world.failing = 0.0

        self._after(8, well)
        return "CDN, receiver and mail server fail for 8 s"

    def fill_disk(self) -> str:
        assert self.disk is not None
        filler = self.disk / "filler"
        with suppress(OSError), filler.open("wb") as file:
            file.truncate(0)
            block = b"\0" * 65536
            while shutil.disk_usage(self.disk).free > 0:
                file.write(block)
                file.flush()
        self._after(self.chance.uniform(3, 8), lambda: filler.unlink(missing_ok=True))
        return "the disk of the pages is full"
