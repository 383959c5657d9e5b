"""Entries follow live revisions, in the same transaction."""

import json
from collections.abc import Collection, Iterable

from django.db import connection

from series.models import LiveRevision
from series.search.entries import Entry, entries_of

# Several together put words in; whoever takes words out does it alone, or a word could go while another needs it.
_LOCK = "SELECT pg_advisory_xact_lock{shared}(hashtextextended('search words', 0))"

_PUT = """
WITH given AS (
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::timestamptz[],
                         %s::text[], %s::text[], %s::text[], %s::text[], %s::jsonb[])
        AS g(live, language, kind, revision, published_at, title, names, said, spoken, cues)
), plain AS (
    SELECT g.*, tsvector_to_array(to_tsvector('public.search_simple'::regconfig,
                search_plain(concat_ws(' ', title, names, said, spoken)))) AS words,
           setweight(search_read(language, title), 'A') || setweight(search_read(language, names), 'B') AS named
      FROM given g
), put AS (
    INSERT INTO series_searchentry
        (live_id, language, kind, revision, published_at, title, names, everything, words, cues)
    SELECT live, language, kind, revision, published_at, search_plain(title), named,
           named || setweight(search_read(language, said), 'C') || setweight(search_read(language, spoken), 'D'),
           words, cues
      FROM plain
)
INSERT INTO series_searchword (word)
SELECT DISTINCT word FROM plain, unnest(words) word
 WHERE length(word) BETWEEN 3 AND 40 AND word !~ '[0-9]'
 ORDER BY word
ON CONFLICT DO NOTHING
"""

_TAKE_OUT = """
DELETE FROM series_searchword w USING unnest(%s::text[]) AS left_over(word)
 WHERE w.word = left_over.word AND NOT EXISTS (
    SELECT FROM series_searchentry e
     WHERE e.everything @@ plainto_tsquery('public.search_simple'::regconfig, w.word))
"""


def write(rows: Iterable[LiveRevision], *, left: Collection[str] = ()) -> None:
    """Make the entries of these live rows anew, inside the transaction that changes the rows. Twice is once.

    `left` are words of what stopped being public in the same transaction.
    """
    rows = {row.subject_id: row for row in rows}.values()
    left = {*left, *_remove([row.subject_id for row in rows])}
    entries = entries_of(rows)
    if entries:
        with connection.cursor() as cursor:
            # At once as strong as it will have to be: two that both wanted more would wait for each other.
            cursor.execute(_LOCK.format(shared="" if left else "_shared"))
            cursor.execute(_PUT, _columns(entries))
    forget_words(left)


def words_of(subjects: Collection[int]) -> set[str]:
    """The words of what is about to stop being public, for `forget_words` when it has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT word FROM series_searchentry, unnest(words) word WHERE live_id = ANY(%s)",
            [list(subjects)],
        )
        return {word for (word,) in cursor.fetchall()}


def forget_words(words: Collection[str]) -> None:
    """Those of the words that no entry has any more are not what a typing error is taken for."""
    if words:
        with connection.cursor() as cursor:
            cursor.execute(_LOCK.format(shared=""))
            cursor.execute(_TAKE_OUT, [sorted(words)])


def _remove(subjects: Collection[int]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM series_searchentry WHERE live_id = ANY(%s) RETURNING words", [list(subjects)]
        )
        return {word for (words,) in cursor.fetchall() for word in words}


def _columns(entries: Iterable[Entry]) -> list[list[object]]:
    rows = [
        (
            entry.live.subject_id,
            entry.language[:10],
            entry.live.kind,
            entry.live.revision_id,
            entry.live.published_at,
            entry.title,
            entry.names,
            entry.text,
            entry.spoken,
            json.dumps(entry.cues),
        )
        for entry in entries
    ]
    return [list(column) for column in zip(*rows, strict=True)]
