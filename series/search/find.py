"""From a question to what it finds, best first. The number of queries does not depend on how much that is."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from series.models import SearchEntry
from series.search.nearest import nearest
from series.search.question import BEGINNING, Question

# The most that one question finds, of names and of all that is said: nobody reads on, and ranking more takes long.
MOST = 150
# A question that takes longer is given up, so that no search keeps the desk waiting.
MOST_MILLISECONDS = 1500

# A word left out by one of the languages ("the", "de") need not be found, unless there is no other.
_WORDS = """
SELECT word, search_ask(word)::text,
       numnode(plainto_tsquery('public.search_simple'::regconfig, word)) > 0 AND (
           numnode(plainto_tsquery('public.search_english'::regconfig, word)) = 0
        OR numnode(plainto_tsquery('public.search_spanish'::regconfig, word)) = 0),
       search_plain(word)
  FROM unnest(%s::text[]) WITH ORDINALITY AS asked(word, place) ORDER BY place
"""

# The newest of each are ranked: of a word that all films say, it does not matter which are left out.
_FIND = """
WITH asked AS (SELECT %s::tsquery AS q, search_plain(%s) AS said),
hits AS MATERIALIZED (
    (SELECT id FROM series_searchentry, asked WHERE names @@ q ORDER BY published_at DESC LIMIT %s)
    UNION
    (SELECT id FROM series_searchentry, asked WHERE everything @@ q ORDER BY published_at DESC LIMIT %s)
)
SELECT e.id, e.live_id
  FROM hits JOIN series_searchentry e USING (id), asked
 ORDER BY (CASE WHEN e.title = said THEN 2 ELSE 0 END) + similarity(e.title, said)
        + 2 * ts_rank('{0.05, 0.2, 0.6, 1}', e.names, q) + ts_rank('{0.1, 0.3, 0.6, 1}', e.everything, q) DESC,
       e.published_at DESC, e.id
"""


@dataclass(frozen=True)
class Found:
    """`entries` are ids of entries, the best first, one a subject. `said` are the words to look for in what is said."""

    entries: tuple[int, ...] = ()
    said: tuple[str, ...] = ()
    # What was looked for instead of mistyped words, if so.
    instead: str = ""
    # Not all words stand together anywhere; these come nearest.
    partly: bool = False


@dataclass(frozen=True)
class _Word:
    plain: str
    query: str
    optional: bool


def find(question: Question) -> Found:
    """As asked; then with the nearest words; then without one of the words; then with any."""
    if not question.words:
        return Found()
    with transaction.atomic():
        words = _words(question.words)
        said = tuple(word.plain for word in words)
        asked = [word.query for word in words]
        if entries := _run(" & ".join(asked), question.text):
            return Found(entries, said)
        near = nearest(said)
        wider, better = _with_nearest(words, near)
        meant = " ".join((near[word.plain] or [word.plain])[0] for word in words)
        for query, partly in _wider(wider):
            if entries := _run(query, meant):
                instead = "" if partly else _instead(said, near, entry=entries[0])
                return Found(entries, better, instead, partly)
    return Found()


def _words(words: Sequence[str]) -> list[_Word]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(MOST_MILLISECONDS)])
        cursor.execute(_WORDS, [list(words)])
        rows = [_Word(plain, query, optional) for _word, query, optional, plain in cursor.fetchall() if query]
    needed = [word for word in rows if not word.optional] or rows
    # The last may still be on its way.
    return [*(_part(word) for word in needed[:-1]), *(_part(word, begun=True) for word in needed[-1:])]


def _part(word: _Word, *, begun: bool = False) -> _Word:
    begins = f" | {_lexeme(word.plain)}:*" if begun and len(word.plain) >= BEGINNING else ""
    return _Word(word.plain, f"({word.query}{begins})", word.optional)


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _with_nearest(words: Sequence[_Word], near: dict[str, list[str]]) -> tuple[list[str], tuple[str, ...]]:
    wider = [
        "(" + " | ".join([word.query, *(_lexeme(other) for other in near[word.plain])]) + ")"
        for word in words
    ]
    return wider, tuple(itertools.chain.from_iterable([word.plain, *near[word.plain]] for word in words))


def _instead(said: Sequence[str], near: dict[str, list[str]], *, entry: int) -> str:
    """The question in the words that the best of what was found has."""
    there = set(SearchEntry.objects.values_list("words", flat=True).get(pk=entry))
    words = [next((one for one in [word, *near[word]] if one in there), word) for word in said]
    return "" if words == list(said) else " ".join(words)


def _wider(words: list[str]) -> list[tuple[str, bool]]:
    queries = [(" & ".join(words), False)]
    if len(words) > 2:
        but_one = itertools.combinations(words, len(words) - 1)
        queries.append((" | ".join("(" + " & ".join(some) + ")" for some in but_one), True))
    if len(words) > 1:
        queries.append((" | ".join(words), True))
    return queries


def _run(query: str, text: str) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [query, text, MOST, MOST])
        best: dict[int, int] = {}
        for entry, live in cursor.fetchall():
            best.setdefault(live, entry)
    return tuple(best.values())
