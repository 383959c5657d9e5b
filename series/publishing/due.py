"""Which releases are due, by the database's clock."""

from datetime import datetime

from django.db import connection

from series.models import Release


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


def database_now() -> datetime:
    """The database's clock, now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def earlier_unrun(*, release: Release, subjects: list[int]) -> bool:
    """Whether another scheduled release of one of these subjects comes before this one, by (instant, id)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM series_release r JOIN series_releaseitem i ON i.release_id = r.id"
            " WHERE i.subject_id = ANY(%s) AND i.unfinished AND r.state = 'scheduled'"
            " AND (r.instant, r.id) < (%s, %s))",
            [subjects, release.instant, release.pk],
        )
        return bool(cursor.fetchone()[0])
