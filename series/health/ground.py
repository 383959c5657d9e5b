"""What everything stands on: the database, its migrations, the queue and the folder of the pages."""

import tempfile
from functools import cache

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from series.health.canary import KEY, SILENCE_SECONDS, queue
from series.health.finding import Finding


def database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return Finding("database", False, "The database does not answer.")
    return Finding("database", True, "The database answers.")


def migrations() -> Finding:
    missing = _on_disk() - set(MigrationRecorder(connection).applied_migrations())
    if missing:
        names = ", ".join(sorted(f"{app}.{name}" for app, name in missing)[:5])
        return Finding("migrations", False, f"{len(missing)} migrations are missing ({names}): run migrate.")
    return Finding("migrations", True, "All migrations are applied.")


@cache
def _on_disk() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def redis_queue() -> Finding:
    try:
        with queue() as client:
            client.ping()
    except redis.RedisError:
        return Finding("redis", False, "Redis does not answer: the watcher publishes, a few seconds late.")
    return Finding("redis", True, "Redis answers.")


def workers() -> Finding:
    """A worker may be alive and no longer listen: what counts is that a tick went through the queue."""
    try:
        with queue() as client:
            heard = bool(client.exists(KEY))
    except redis.RedisError:
        return Finding("workers", False, "Redis does not answer, so no worker can be heard.")
    if not heard:
        sentence = f"No worker has taken a tick for {SILENCE_SECONDS} s: look at beat and the publish worker."
        return Finding("workers", False, sentence)
    return Finding("workers", True, "Workers take the ticks.")


def pages_folder() -> Finding:
    try:
        settings.PAGES_ROOT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.PAGES_ROOT) as file:
            file.write(b"x" * 4096)
    except OSError as error:
        return Finding("pages", False, f"Pages can't be written: {error.strerror}.")
    return Finding("pages", True, "Pages can be written.")
