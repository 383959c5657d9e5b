"""Each service's own command, run on this machine with the environment that the file gives it."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import boto3
import httpx
import psycopg
import pytest
import redis
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from sparks.embedded import nginx, ports, redis_server
from sparks.first_secrets import make
from tests.deploy.compose import ROOT, Ground, read

SERVICES = read()["services"]
DATABASE = "compose_test"


def door(database: str) -> str:
    """An address in the test server; the environment's names the one that it was started with."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return f"postgresql://{parts.username}@/{database}?{parts.query}"


@pytest.fixture(scope="module")
def ground(tmp_path_factory) -> Iterator[Ground]:
    """Secrets made, assets collected, the database migrated: all by the commands of the files."""
    folder = tmp_path_factory.mktemp("compose")
    for name in ("srv/pages", "srv/static", "srv/front", "srv/store", "srv/scratch", "tmp", "app/collected"):
        (folder / name).mkdir(parents=True)
    make(folder / "run" / "secrets")
    with psycopg.connect(door("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    queue = redis_server.start(folder / "queue")
    here = Ground(folder, door(DATABASE), queue.unix_url)
    for name, value in {
        "database_url": here.database_url,
        "redis_url": here.redis_url,
        "email_url": f"file://{folder}/mail",
    }.items():
        (folder / "run" / "secrets" / name).write_text(value)
    collect = ["python", "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    run(collect, here.environment(SERVICES["web"]))
    run(here.command(SERVICES["migrate"]), here.environment(SERVICES["migrate"]))
    yield here
    queue.stop()
    with psycopg.connect(door("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def run(command: list[str], env: dict[str, str]) -> str:
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


class Running:
    """A service's process with its output; ended, whole group, when the block is left."""

    def __init__(self, command: list[str], env: dict[str, str], log: Path) -> None:
        self.command, self.env, self.log = command, env, log

    def __enter__(self) -> "Running":
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                self.command,
                env=self.env,
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def __exit__(self, *_trouble: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(30)

    def until(self, ready, *, patience: float = 120) -> None:
        deadline = time.monotonic() + patience
        while not ready():
            assert self.process.poll() is None, f"it ended: {self.log.read_text()}"
            assert time.monotonic() < deadline, f"not ready: {self.log.read_text()}"
            time.sleep(0.2)

    def healthy(self, ground: Ground, service, **instead: str) -> bool:
        """The answer of the service's own health check."""
        kind, *words = service["healthcheck"]["test"]
        words = [ground.here(word) for word in words]
        for old, new in instead.items():
            words = [word.replace(old, new) for word in words]
        command = ["sh", "-c", words[0]] if kind == "CMD-SHELL" else words
        done = subprocess.run(command, env=self.env, cwd=ROOT, capture_output=True, timeout=60)
        return done.returncode == 0


def service(ground: Ground, name: str, **instead: str) -> Running:
    described = SERVICES[name]
    command = ground.command(described, **instead)
    return Running(command, ground.environment(described), ground.folder / f"{name}.log")


def test_migrating_a_second_time_changes_nothing(ground):
    words = run(ground.command(SERVICES["migrate"]), ground.environment(SERVICES["migrate"]))
    assert "No migrations to apply" in words


def test_assets_of_this_build_are_put_beside_those_of_earlier_ones(ground):
    earlier = ground.folder / "srv/static/css"
    earlier.mkdir(exist_ok=True)
    (earlier / "hub.0123.css").write_text("an earlier build's")
    run(ground.command(SERVICES["assets"]), ground.environment(SERVICES["assets"]))
    assert (ground.folder / "srv/static/staticfiles.json").is_file()
    assert (earlier / "hub.0123.css").is_file()


def test_web_answers(ground):
    port = ports.free_port()
    with service(ground, "web", web=f"127.0.0.1:{port}") as web:
        here = {"localhost:8000": f"localhost:{port}"}
        web.until(lambda: web.healthy(ground, SERVICES["web"], **here))
        ready = httpx.get(f"http://localhost:{port}/readyz", timeout=30).json()
        checks = {check["name"]: check["ok"] for check in ready["checks"]}
        assert {name for name in ("database", "migrations", "seal", "redis", "pages") if checks[name]} == {
            "database",
            "migrations",
            "seal",
            "redis",
            "pages",
        }
        elsewhere = httpx.get(
            f"http://localhost:{port}/admin/", headers={"Host": "hub.example.org"}, timeout=30
        )
        assert elsewhere.status_code == 301
        assert elsewhere.headers["Location"] == "https://hub.example.org/admin/"


@pytest.mark.parametrize("name", ["publish", "pages", "media", "notify"])
def test_a_worker_answers_its_own_health_check(ground, name):
    with redis.Redis.from_url(ground.redis_url) as queue, service(ground, name) as worker:
        # A ping that is sent before anybody listens waits for its ten seconds.
        worker.until(lambda: any(one["cmd"] == "brpop" for one in queue.client_list()))
        worker.until(lambda: worker.healthy(ground, SERVICES[name]))


def test_beat_sends_ticks_and_shows_that_it_is_alive(ground):
    with redis.Redis.from_url(ground.redis_url) as queue, service(ground, "beat") as beat:
        queue.delete("tick")
        beat.until(lambda: queue.llen("tick") > 1)
        assert beat.healthy(ground, SERVICES["beat"])


def test_the_watcher_stands_until_it_is_told_to_end(ground):
    with service(ground, "watch") as watcher:
        watcher.until(lambda: sessions(DATABASE) > 0)
        time.sleep(2)
        assert watcher.process.poll() is None, watcher.log.read_text()
        watcher.process.send_signal(signal.SIGTERM)
        assert watcher.process.wait(30) == 0
    assert "belongs to" not in watcher.log.read_text()


def sessions(database: str) -> int:
    with psycopg.connect(door("postgres")) as connection:
        found = connection.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [database])
        return int(found.fetchone()[0])


def test_the_front_takes_the_configuration_that_is_written_for_it(ground):
    written = SERVICES["front-config"]
    run(ground.command(written), ground.environment(written))
    config = ground.folder / "srv/front/nginx.conf"
    command = [str(nginx.find_binary()), *ground.command(SERVICES["front"])[1:], "-t"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    text = config.read_text()
    assert "web:8000" in text
    assert "listen 8080" in text
    assert str(ground.folder / "srv/pages") in text
    assert "https://media.example.org" in text


def test_the_store_keeps_private_what_is_private(ground):
    described = SERVICES["store"]
    port = ports.free_port(below=55536)
    others = [
        f"-{part}.port={ports.free_port(below=55536)}" for part in ("master", "volume", "filer", "admin")
    ]
    command = [word.replace("8333", str(port)) for word in ground.command(described, store="127.0.0.1")]
    log = ground.folder / "store.log"
    env = replace(ground).environment(described)
    with Running([*command, "-ip=127.0.0.1", *others], env, log) as store:
        client = boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{port}",
            region_name="us-east-1",
            aws_access_key_id=secret(ground, "s3_access_key_id"),
            aws_secret_access_key=secret(ground, "s3_secret_access_key"),
            config=Config(
                s3={"addressing_style": "path"}, connect_timeout=2, retries={"total_max_attempts": 1}
            ),
        )
        store.until(lambda: both_buckets_take_files(client))
        wget = described["healthcheck"]["test"][1]
        assert httpx.get(wget.split()[-1].replace("8333", str(port))).status_code == 200
        assert httpx.get(f"http://127.0.0.1:{port}/public/film").content == b"film"
        assert httpx.get(f"http://127.0.0.1:{port}/private/film").status_code == 403
        assert httpx.get(f"http://127.0.0.1:{port}/public/").status_code == 403
        client.close()


def secret(ground: Ground, name: str) -> str:
    return (ground.folder / "run/secrets" / name).read_text()


def both_buckets_take_files(client) -> bool:
    try:
        for bucket in ("private", "public"):
            client.put_object(Bucket=bucket, Key="film", Body=b"film")
    except (BotoCoreError, ClientError):
        return False
    return True


def test_the_queue_asks_for_its_password_and_keeps_what_it_is_given(ground):
    """Valkey understands what Redis does: its command, run by the Redis that is here."""
    port = ports.free_port()
    data = ground.folder / "queue-data"
    data.mkdir()
    words = ground.command(SERVICES["queue"])
    own = f"{redis_server.find_binary()} --port {port} --bind 127.0.0.1"
    words = [word.replace("valkey-server", own).replace("/data", str(data), 1) for word in words]
    with Running(words, ground.environment(SERVICES["queue"]), ground.folder / "queue.log") as queue:
        queue.until(lambda: ports.answers(port))
        with redis.Redis(port=port) as stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()
        with redis.Redis(port=port, password=secret(ground, "redis_password")) as client:
            assert client.ping()
            assert client.config_get("appendonly")["appendonly"] == "yes"
            assert client.config_get("maxmemory-policy")["maxmemory-policy"] == "noeviction"
