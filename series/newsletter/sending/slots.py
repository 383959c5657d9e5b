"""How many send at once. Whoever finds no slot free goes home, so that nudges in a queue never pile up."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

SENDERS = 2
# Any number that nobody else locks: "news" in ASCII.
_LOCK = 0x6E657773


@contextmanager
def slot() -> Iterator[bool]:
    """Whether one of the slots is ours. A lock of the session: who dies gives it back."""
    mine = next((number for number in range(SENDERS) if _ask("pg_try_advisory_lock", number)), None)
    try:
        yield mine is not None
    finally:
        if mine is not None:
            _ask("pg_advisory_unlock", mine)


def _ask(function: str, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_LOCK, number])
        return bool(cursor.fetchone()[0])
