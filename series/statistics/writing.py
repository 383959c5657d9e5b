"""One more of something on a page, today."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from django.db import connection, transaction

from series.cadence.zones import zone
from series.models.count import OTHER, Counted
from series.statistics.limits import HOSTS_A_DAY, HOSTS_A_PAGE, PAGES

LONGEST_PATH = 400

# A film is counted where it is public: until then its page shows who comes.
_PLACE = """
SELECT p.id, now(), (SELECT r.content->>'zone' FROM series_liverevision l
                       JOIN series_revision r ON r.id = l.revision_id WHERE l.kind = 'site' LIMIT 1)
  FROM series_page p
 WHERE p.path = %s AND p.state = 'up' AND p.kind = ANY(%s)
   AND (%s OR EXISTS (SELECT FROM series_liverevision l WHERE l.subject_id = p.subject_id AND l.kind = 'episode'))
"""
# Nobody waits for the disk: a count that was on its way when the power went is lost.
_ADD = """
INSERT INTO series_tally AS t (day, page_id, kind, host, number)
SELECT %s, %s, %s, %s, 1 FROM (SELECT set_config('synchronous_commit', 'off', true)) AS quick
ON CONFLICT (day, page_id, kind, host) DO UPDATE SET number = t.number + 1
"""
_KNOWN = (
    "SELECT EXISTS (SELECT FROM series_tally WHERE day = %s AND page_id = %s AND kind = %s AND host = %s)"
)
# A day's names are let in one after the other, or together they would be too many.
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('sites that lead here', 0))"
_ROOM = """
SELECT (SELECT count(*) FROM series_tally
         WHERE day = %(day)s AND page_id = %(page)s AND kind = 'view' AND host NOT IN ('', %(other)s)) < %(on_page)s
   AND (SELECT count(*) FROM series_tally
         WHERE day = %(day)s AND kind = 'view' AND host NOT IN ('', %(other)s)) < %(in_all)s
"""


@dataclass(frozen=True)
class _Row:
    day: date
    page: int
    kind: str
    host: str = ""


def add(*, path: str, kind: Counted, host: str = "") -> bool:
    """False where nothing is counted: no such page is up, or it has no film.

    Changes no live revision, page or mark. Each call is one more.
    """
    path = unquote(path)
    if len(path) > LONGEST_PATH or "\0" in path:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, [path, [*PAGES[kind]], kind == Counted.VIEW])
        found = cursor.fetchone()
    if found is None:
        return False
    page, now, name = found
    row = _Row(now.astimezone(zone(name or "UTC")).date(), page, kind, host if kind == Counted.VIEW else "")
    if row.host in {"", OTHER} or _known(row):
        _add(row)
    else:
        _let_in(row)
    return True


def _let_in(row: _Row) -> None:
    """A site that has not led to this page today: by its name while there is room for names."""
    other = _Row(row.day, row.page, row.kind, OTHER)
    if not _room(row):
        return _add(other)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_LOCK)
        return _add(row if _known(row) or _room(row) else other)


def _add(row: _Row) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [row.day, row.page, row.kind, row.host])


def _known(row: _Row) -> bool:
    return _asked(_KNOWN, [row.day, row.page, row.kind, row.host])


def _room(row: _Row) -> bool:
    limits = {"on_page": HOSTS_A_PAGE, "in_all": HOSTS_A_DAY}
    return _asked(_ROOM, {"day": row.day, "page": row.page, "other": OTHER, **limits})


def _asked(question: str, values: object) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, values)  # type: ignore[arg-type]
        return bool(cursor.fetchone()[0])
