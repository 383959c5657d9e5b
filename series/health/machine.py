"""How the machine behind the desk is, quickly: one question to Redis and one to the database, no waiting for either."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import redis
from django.conf import settings
from django.db import connection
from redis.backoff import NoBackoff
from redis.retry import Retry

from series.health.canary import KEY, SILENCE_SECONDS
from series.health.signs import BACKUP, WATCHER
from sparks.checks import QUEUES

# Seconds. A page of the desk asks; it must not wait for a queue that does not answer.
PATIENCE = 0.5
# Nobody counts further.
MANY = 1000
WATCHER_SILENCE = timedelta(seconds=60)


@dataclass(frozen=True)
class Machine:
    """`now` is the database's clock. `tick_age` is None when no worker was heard for longer than a sign lasts."""

    now: datetime
    redis: bool
    tick_age: float | None
    queues: dict[str, int] = field(default_factory=dict)
    dirty_pages: int = 0
    dirty_since: datetime | None = None
    watcher: datetime | None = None
    backup: datetime | None = None

    @property
    def watched(self) -> bool:
        return self.watcher is not None and self.now - self.watcher < WATCHER_SILENCE


def machine() -> Machine:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clock_timestamp(),"
            f" (SELECT count(*) FROM (SELECT DISTINCT page_id FROM series_mark LIMIT {MANY + 1}) AS pages),"
            " (SELECT created_at FROM series_mark ORDER BY id LIMIT 1),"
            " (SELECT at FROM series_sign WHERE name = %s), (SELECT at FROM series_sign WHERE name = %s)",
            [WATCHER, BACKUP],
        )
        now, dirty, since, watcher, backup = cursor.fetchone()
    answered, age, queues = _ask_redis()
    return Machine(now, answered, age, queues, dirty, since, watcher, backup)


def _ask_redis() -> tuple[bool, float | None, dict[str, int]]:
    names = sorted(QUEUES)
    client = redis.Redis.from_url(
        settings.REDIS_URL.replace("redis+socket://", "unix://"),
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )
    try:
        with client, client.pipeline(transaction=False) as pipe:
            pipe.pttl(KEY)
            for name in names:
                pipe.llen(name)
            left, *lengths = pipe.execute()
    except (redis.RedisError, OSError, ValueError):
        return False, None, {}
    age = SILENCE_SECONDS - left / 1000 if left > 0 else None
    return True, age, dict(zip(names, lengths, strict=True))
