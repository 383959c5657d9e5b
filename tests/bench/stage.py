"""A stack of its own in a folder of its own, made of the parts that `make run` runs."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sparks.embedded import parts, places, ports, postgres, processes
from sparks.embedded.environment import environment
from sparks.embedded.home import Home
from sparks.embedded.parts import Part
from sparks.embedded.voices import FileVoice


@dataclass
class Stage:
    home: Home
    env: dict[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    # What each part said in its earlier lives stays beside what it says in this one.
    lives: dict[str, int] = field(default_factory=dict)

    @property
    def database_admin(self) -> str:
        """The database `sparks` as the superuser, who may switch triggers off."""
        sockets = places.socket_folder(self.home / "postgres")
        return postgres.address(sockets, role="postgres")

    @property
    def redis_socket(self) -> Path:
        return places.socket_folder(self.home / "redis") / "redis.sock"

    def parts(self) -> dict[str, Part]:
        known = [
            parts.postgres_part(self.home),
            parts.redis_part(self.home),
            *parts.application_parts(self.home, self.env),
            parts.nginx_part(self.home),
        ]
        return {part.name: part for part in known}

    def start(self, *names: str) -> None:
        """Start these parts in this order. Those that do not wait for themselves may still be on their way up."""
        known = self.parts()
        for name in names:
            self.launch(name, known[name])

    def launch(self, name: str, part: Part) -> None:
        life = self.lives[name] = self.lives.get(name, 0) + 1
        self.running[name] = part.start(FileVoice(self.home / "log" / f"{name}.{life}.log"))

    def kill(self, name: str) -> None:
        """kill -9, children included."""
        process = self.running.pop(name)
        processes.kill_group(process.pid)
        process.wait()

    def stop(self, *names: str) -> None:
        known = self.parts()
        for name in names:
            part = known.get(name)
            process = self.running.pop(name, None)
            if process is not None:
                by, patience = (part.stop_by, part.patience) if part else (parts.Part.stop_by, 15.0)
                processes.stop(process, by=by, patience=patience)

    def words(self) -> str:
        """What each part said last, for the story of a failure."""
        logs = sorted((self.home / "log").glob("*.log"))
        return "\n".join(f"-- {log.stem}\n{log.read_text(errors='replace')[-1500:]}" for log in logs)

    def stop_all_but(self, *kept: str) -> None:
        self.stop(*[name for name in reversed(list(self.running)) if name not in kept])

    def stop_all(self) -> None:
        self.stop(*reversed(list(self.running)))


@contextmanager
def stage(*, extra: Mapping[str, str] | None = None) -> Iterator[Stage]:
    """Postgres, Redis and a migrated database, Django set up in this process; the rest is started by name."""
    folder = Path(tempfile.mkdtemp(prefix="sparks-bench-"))
    # As root, Postgres runs as another user, who has to pass.
    folder.chmod(0o711)
    home = Home(folder, ports.free_port())
    settings = environment(
        home,
        database_url=postgres.address(places.socket_folder(home / "postgres")),
        redis_url=f"redis+socket://{places.socket_folder(home / 'redis') / 'redis.sock'}",
    )
    one = Stage(home, settings | {"ENVIRONMENT_ID": "bench"} | dict(extra or {}))
    one.env["PUBLIC_URL"] = f"http://localhost:{home.port}"
    for part in parts.folders(home):
        part.mkdir(parents=True, exist_ok=True)
    try:
        one.start("postgres", "redis")
        _set_up(one)
        yield one
    finally:
        _let_go()
        one.stop_all()
        shutil.rmtree(folder, ignore_errors=True)


def _set_up(one: Stage) -> None:
    os.environ.update(one.env)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _let_go() -> None:
    if "django" in sys.modules:
        from django.db import connections

        connections.close_all()
