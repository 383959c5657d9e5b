"""The log of corrections as pages read it: a hundred lines a part, each in the part that its place gives it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Max

from series.models import Correction
from series.pages.live import PART_SIZE, parts_of

# What is withdrawn is called by nobody's name. A film that went is found by its number in a frame; a person's address
# is a name, and leads nowhere from here.
_SELECT = """
SELECT c.id, c.kind, c.at, c.notice, c.subject_id, s.kind,
       coalesce((SELECT p.path FROM series_page p
         WHERE p.subject_id = c.subject_id AND p.state = 'gone'
           AND p.kind = CASE s.kind WHEN 'episode' THEN 'embed' WHEN 'creator' THEN NULL ELSE s.kind END
         ORDER BY p.id DESC LIMIT 1), '')
FROM series_correction c JOIN series_subject s ON s.id = c.subject_id
"""


@dataclass(frozen=True)
class Line:
    place: int
    kind: str
    at: datetime
    notice: str
    subject: int
    subject_kind: str
    # Where the notice stands while the subject is withdrawn.
    gone: str


def newest(limit: int) -> list[Line]:
    return _lines("ORDER BY c.id DESC LIMIT %s", [limit])


def part(number: int) -> list[Line]:
    """Part `number` (from 1, the oldest), newest first."""
    first = (number - 1) * PART_SIZE + 1
    return _lines("WHERE c.id BETWEEN %s AND %s ORDER BY c.id DESC", [first, first + PART_SIZE - 1])


def parts() -> int:
    return parts_of(Correction.objects.aggregate(last=Max("pk"))["last"] or 0)


def _lines(chosen: str, params: list[int]) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(_SELECT + chosen, params)
        return [Line(*row) for row in cursor.fetchall()]
