"""Rows of what is live, in one plain query each: a page's own path is read with it.

Plain SQL because every page is made of these: building the same queries anew took longer than running them.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

# The page that a subject calls its own; a teaser lives at its episode's address.
_SELECT = """
SELECT l.subject_id, l.kind, v.content, l.published_at, l.updated_at, l.series, l.creator, l.episode, l.causes,
       l.previous, l.next, l.related, l.corrections, l.premieres_at, l.premiere_zone, l.premiere_status,
       l.premiere_sequence, l.revision_id,
       (SELECT p.path FROM series_page p
         WHERE p.subject_id = coalesce(l.episode, l.subject_id) AND p.state = 'up'
           AND p.kind = CASE l.kind WHEN 'teaser' THEN 'episode' WHEN 'site' THEN 'home' ELSE l.kind END
         ORDER BY p.id LIMIT 1)
FROM {source} JOIN series_revision v ON v.id = l.revision_id
"""
_LIVE = _SELECT.format(source="series_liverevision l")
_LISTED = _SELECT.format(source="series_listing g JOIN series_liverevision l ON l.subject_id = g.subject_id")


def by_id(subjects: Sequence[int]) -> list[tuple[Any, ...]]:
    return _run(_LIVE + "WHERE l.subject_id = ANY(%s)", [list(subjects)])


def of_kind(kind: str, *, limit: int) -> list[tuple[Any, ...]]:
    return _run(_LIVE + "WHERE l.kind = %s ORDER BY l.subject_id LIMIT %s", [kind, limit])


def teaser_of(episode: int) -> list[tuple[Any, ...]]:
    return _run(_LIVE + "WHERE l.kind = 'teaser' AND l.episode = %s", [episode])


def upcoming(*, series: int | None, limit: int) -> list[tuple[Any, ...]]:
    """By their instants, those without one last."""
    within, params = ("", []) if series is None else (" AND l.series = %s", [series])
    order = " ORDER BY l.premieres_at, l.subject_id LIMIT %s"
    return _run(f"{_LIVE}WHERE l.kind = 'teaser'{within}{order}", [*params, limit])


def latest(key: str, *, limit: int) -> list[tuple[Any, ...]]:
    """The newest of a list that are live, newest first."""
    return _run(_LISTED + "WHERE g.key = %s ORDER BY g.position DESC LIMIT %s", [key, limit])


def between(key: str, *, first: int, last: int) -> list[tuple[Any, ...]]:
    """Those at these places of a list that are live, in order."""
    return _run(
        _LISTED + "WHERE g.key = %s AND g.position BETWEEN %s AND %s ORDER BY g.position", [key, first, last]
    )


def _run(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
