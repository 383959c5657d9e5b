"""Which releases are due, by the database's clock."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import connection


def due_releases(*, limit: int = 200, overdue_by: float = 0.0) -> list[int]:
    """Ids of the releases that are due, earliest first. `overdue_by`, in seconds: only those as late as that."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM series_release WHERE state = 'scheduled'"
            " AND instant <= now() - make_interval(secs => %s) ORDER BY instant, id LIMIT %s",
            [overdue_by, limit],
        )
        return [row[0] for row in cursor.fetchall()]


def seconds_to_next() -> float | None:
    """Seconds until the next release or moment, negative when it is due; None when nothing is scheduled.

    By clock_timestamp(), so that the answer is right inside a transaction too.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM least("
            " (SELECT min(instant) FROM series_release WHERE state = 'scheduled'),"
            " (SELECT min(instant) FROM series_moment)) - clock_timestamp())"
        )
        seconds = cursor.fetchone()[0]
    return None if seconds is None else float(seconds)


def crowded(*, by: int = 50, within: float = 30.0) -> bool:
    """Whether so many releases became due within that many seconds and have not run: all hands to them.

    What has waited for longer waits for something else than hands.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT FROM series_release WHERE state = 'scheduled'"
            " AND instant BETWEEN now() - make_interval(secs => %s) AND now() LIMIT %s) waiting",
            [within, by],
        )
        return bool(cursor.fetchone()[0] >= by)


def database_now() -> datetime:
    """The database's clock, now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def waiting_for(named: Mapping[int, Collection[int]]) -> dict[int, set[int]]:
    """By release: the scheduled releases of one of its subjects that come before it, by (instant, id).

    `named`: the subjects of each.
    """
    pairs = [(release, subject) for release, subjects in named.items() for subject in subjects]
    before: dict[int, set[int]] = {release: set() for release in named}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT w.release, r.id FROM unnest(%s::bigint[], %s::bigint[]) AS w(release, subject)"
            " JOIN series_release own ON own.id = w.release"
            " JOIN series_releaseitem i ON i.subject_id = w.subject AND i.unfinished"
            " JOIN series_release r ON r.id = i.release_id"
            " WHERE r.state = 'scheduled' AND (r.instant, r.id) < (own.instant, own.id)",
            [[release for release, _subject in pairs], [subject for _release, subject in pairs]],
        )
        for release, earlier in cursor.fetchall():
            before[release].add(earlier)
    return before
