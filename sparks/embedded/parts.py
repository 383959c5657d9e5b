"""What runs in the stack: each part's name, how it starts, how it is asked to end.

A stage is what ends together: the highest first.
"""

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sparks.embedded import nginx, postgres, processes, redis_server
from sparks.embedded.home import CHECKOUT, Home
from sparks.embedded.voices import Voice
from sparks.nginx.site import Site

# Small memory before many connections: this is one machine, and it runs everything.
POSTGRES = {"max_connections": "60", "shared_buffers": "64MB"}
# What they say on an ordinary day.
ROUTINE = {
    "postgres": re.compile(r"\bLOG:  (?!.*(?:could not|No space))"),
    # Empty lines, and Celery's opinion of those who are root on their own machine.
    "application": re.compile(
        r"^\s*$|SecurityWarning|absolutely not recommended|--uid option|^User information|_warn_or_raise"
    ),
    "redis": re.compile(r" # (?!.*(?:rror|ailed|an't|No space|Bad file))|signal-handler"),
}


@dataclass(frozen=True)
class Part:
    name: str
    start: Callable[[Voice], subprocess.Popen[bytes]]
    stage: int
    stop_by: signal.Signals = signal.SIGTERM
    patience: float = 15
    hushed: re.Pattern[str] | None = None


def postgres_part(home: Home) -> Part:
    def start(voice: Voice) -> subprocess.Popen[bytes]:
        return postgres.start(home / "postgres", settings=POSTGRES, voice=voice).process

    return Part("postgres", start, stage=0, stop_by=signal.SIGINT, patience=30, hushed=ROUTINE["postgres"])


def redis_part(home: Home) -> Part:
    def start(voice: Voice) -> subprocess.Popen[bytes]:
        return redis_server.start(home / "redis", voice=voice).process

    return Part("redis", start, stage=1, hushed=ROUTINE["redis"])


def nginx_part(home: Home) -> Part:
    return Part("nginx", lambda voice: nginx.start(site(home), voice=voice).process, stage=3, patience=10)


def application_parts(home: Home, env: Mapping[str, str]) -> list[Part]:
    commands = {
        "web": web(home),
        "publish": worker("publish", queues="tick,publish", concurrency=2),
        "pages": worker("pages", queues="pages", concurrency=1),
        "media": worker("media", queues="media,notify", concurrency=1),
        "beat": [*celery(), "beat", "-l", "WARNING", "-s", str(home / "beat-schedule"), "--pidfile="],
        "watch": [sys.executable, "manage.py", "publish_due", "--watch"],
    }
    return [program(name, command, env) for name, command in commands.items()]


def program(name: str, command: list[str], env: Mapping[str, str]) -> Part:
    def start(voice: Voice) -> subprocess.Popen[bytes]:
        return processes.start(command, voice=voice, env=env, cwd=CHECKOUT)

    return Part(name, start, stage=2, hushed=ROUTINE["application"])


def celery() -> list[str]:
    return [sys.executable, "-m", "celery", "--quiet", "-A", "sparks"]


def worker(name: str, *, queues: str, concurrency: int) -> list[str]:
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    sizes = ["-Q", queues, "-c", str(concurrency), "-n", f"{name}@%h", "-l", "INFO"]
    return [*celery(), "worker", *sizes, *alone]


def web(home: Home) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "sparks.wsgi", "--no-control-socket"),
        *("--bind", f"unix:{home.sockets / 'web.sock'}", "--umask", "0077"),
        *("--workers", "1", "--threads", "4", "--timeout", "120", "--graceful-timeout", "10"),
        *("--worker-tmp-dir", str(home / "run"), "--log-level", "warning"),
    ]


def site(home: Home) -> Site:
    return Site(
        public_url=home.url,
        listen=nginx.addresses(home.port),
        upstream=f"unix:{home.sockets / 'web.sock'}",
        pages_root=home / "public",
        static_root=home / "static",
        run_folder=home / "nginx",
        public_media_root=home.media / "public",
        user=nginx.user(),
        workers="1",
    )


def folders(home: Home) -> list[Path]:
    """What must be there before the parts start."""
    pages = [home / "public" / tree for tree in ("pages", "notices", "errors")]
    return [
        *pages,
        home / "static",
        home / "run",
        home / "mail",
        home.media / "public",
        home.media / "private",
    ]
