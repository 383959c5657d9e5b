"""A sign in Redis that the last tick went through the queue, the beat and a worker. It fades by itself."""

import logging

import redis
from django.conf import settings

log = logging.getLogger(__name__)
KEY = "sparks:a-tick-was-taken"
SILENCE_SECONDS = 45
PATIENCE_SECONDS = 3


def queue() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL.replace("redis+socket://", "unix://"),
        socket_timeout=PATIENCE_SECONDS,
        socket_connect_timeout=PATIENCE_SECONDS,
    )


def sing() -> None:
    """Called by each tick that came through the queue. Redis' own clock lets the sign fade, nobody compares times."""
    try:
        with queue() as client:
            client.set(KEY, 1, ex=SILENCE_SECONDS)
    except redis.RedisError as error:
        log.warning("the tick could not be noted in Redis: %s", error)
