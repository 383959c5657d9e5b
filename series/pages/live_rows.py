"""Rows of what is live, by plain queries: a page's own path is read with it.

Plain SQL because every page is made of these: building the same queries anew took longer than running them.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from series.models.page import OWN_KINDS

# Rows of the three tables are each fetched by one list of ids, in one descent of the index as far as they lie side by
# side: joined row by row, each would cost as many buffers as the index has levels, and that grows with the archive.
# A subject's own page is that of its kind; a teaser lives at its episode's address.
_SELECT = """
WITH l AS MATERIALIZED ({chosen}),
v AS MATERIALIZED (
    SELECT id, content FROM series_revision WHERE id = ANY(ARRAY(SELECT revision_id FROM l))),
p AS MATERIALIZED (
    SELECT DISTINCT ON (subject_id, kind) subject_id, kind, path FROM series_page
     WHERE subject_id = ANY(ARRAY(SELECT coalesce(episode, subject_id) FROM l)) AND state = 'up'
       AND kind IN ({kinds})
     ORDER BY subject_id, kind, id)
SELECT l.subject_id, l.kind, v.content, l.published_at, l.updated_at, l.series, l.creator, l.episode, l.causes,
       l.previous, l.next, l.related, l.corrections, l.premieres_at, l.premiere_zone, l.premiere_status,
       l.premiere_sequence, l.revision_id, l.resources, l.window_state, p.path
FROM l JOIN v ON v.id = l.revision_id
LEFT JOIN p ON p.subject_id = coalesce(l.episode, l.subject_id)
       AND p.kind = CASE l.kind WHEN 'teaser' THEN 'episode' WHEN 'site' THEN 'home' ELSE l.kind END
"""
# As in the index that this is read by.
_KINDS = ", ".join(f"'{kind}'" for kind in OWN_KINDS)
_LIVE = "SELECT * FROM series_liverevision l "
_LAST = 2**31 - 1


def by_id(subjects: Sequence[int]) -> list[tuple[Any, ...]]:
    """Those of these subjects that are live, in this order."""
    if not subjects:
        return []
    rows = _rows("WHERE l.subject_id = ANY(%s)", [list(subjects)])
    places = {subject: place for place, subject in enumerate(subjects)}
    return sorted(rows, key=lambda row: places[row[0]])


def of_kind(kind: str, *, limit: int) -> list[tuple[Any, ...]]:
    return _rows("WHERE l.kind = %s ORDER BY l.subject_id LIMIT %s", [kind, limit], order="l.subject_id")


def of_kinds(kinds: Sequence[str], *, limit: int, subject: int | None = None) -> list[tuple[Any, ...]]:
    """Several kinds in one question, `limit` of each, and one subject, which may be there twice then.

    Each kind is named in a part of its own: nearly all rows are episodes, and a planner that does not see which kind
    is meant takes one of the few legal pages to be met soon by whoever reads from the start.
    """
    part = "(SELECT * FROM series_liverevision WHERE kind = %s ORDER BY subject_id LIMIT %s)"
    parts = [part] * len(kinds)
    params: list[Any] = [param for kind in kinds for param in (kind, limit)]
    if subject is not None:
        parts.append(f"({_LIVE} WHERE l.subject_id = %s)")
        params.append(subject)
    chosen = " UNION ALL ".join(parts)
    return _run(_SELECT.format(chosen=chosen, kinds=_KINDS) + "ORDER BY l.subject_id", params)


def teaser_of(episode: int) -> list[tuple[Any, ...]]:
    return _rows("WHERE l.kind = 'teaser' AND l.episode = %s", [episode])


def upcoming(*, series: int | None, limit: int) -> list[tuple[Any, ...]]:
    """By their instants, those without one last."""
    within, params = ("", []) if series is None else (" AND l.series = %s", [series])
    order = "l.premieres_at, l.subject_id"
    return _rows(f"WHERE l.kind = 'teaser'{within} ORDER BY {order} LIMIT %s", [*params, limit], order=order)


def latest(key: str, *, limit: int) -> list[tuple[Any, ...]]:
    """The newest of a list that are live, newest first."""
    found: list[tuple[Any, ...]] = []
    below = _LAST
    # Once, but for the holes that withdrawals have left.
    while (wanted := limit - len(found)) > 0:
        places = _run(
            "SELECT position, subject_id FROM series_listing WHERE key = %s AND position < %s"
            " ORDER BY position DESC LIMIT %s",
            [key, below, wanted],
        )
        found += by_id([subject for _position, subject in places])
        if len(places) < wanted:
            break
        below = places[-1][0]
    return found


def between(key: str, *, first: int, last: int) -> list[tuple[Any, ...]]:
    """Those at these places of a list that are live, in order."""
    places = _run(
        "SELECT subject_id FROM series_listing WHERE key = %s AND position BETWEEN %s AND %s ORDER BY position",
        [key, first, last],
    )
    return by_id([subject for (subject,) in places])


def years() -> list[str]:
    """By their pages, of which there is one a year: in the list of what was shown they would have to be looked for."""
    rows = _run(
        "SELECT key FROM series_page WHERE kind = 'archive_year' AND state = 'up' ORDER BY key DESC", []
    )
    return [key for (key,) in rows]


def _rows(chosen: str, params: list[Any], *, order: str = "") -> list[tuple[Any, ...]]:
    return _run(
        _SELECT.format(chosen=_LIVE + chosen, kinds=_KINDS) + (f"ORDER BY {order}" if order else ""), params
    )


def _run(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
