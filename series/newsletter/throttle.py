"""Filling in the form slowed down, by a hash of where it came from that is another one every day."""

import hashlib

from django.db import connection
from django.http import HttpRequest

from sparks.accounts.source import source_of

ALLOWED = 10
SECONDS = 600


def wait(request: HttpRequest) -> int:
    """Count it. Seconds that whoever asked must wait; 0 while it is not too often.

    In the database and in one statement: the same in every process, and right when many come at once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_date")
        day = cursor.fetchone()[0]
        source = hashlib.sha256(f"{day} {source_of(request)}".encode()).hexdigest()
        cursor.execute(
            "INSERT INTO newsletter_knock AS k (source, begun_at, times) VALUES (%s, now(), 1)"
            " ON CONFLICT (source) DO UPDATE SET"
            " times = CASE WHEN k.begun_at < now() - make_interval(secs => %s) THEN 1 ELSE k.times + 1 END,"
            " begun_at = CASE WHEN k.begun_at < now() - make_interval(secs => %s) THEN now() ELSE k.begun_at END"
            " RETURNING times, extract(epoch FROM begun_at - now()) + %s",
            [source, SECONDS, SECONDS, SECONDS],
        )
        times, left = cursor.fetchone()
    return max(1, round(left)) if times > ALLOWED else 0
