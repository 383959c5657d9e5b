"""Words of the hub that a mistyped one was perhaps meant to be: near in letters, and certain to stand in an entry."""

from collections.abc import Sequence

from django.db import connection

# Letters that may be wrong, by the length of the word.
ALLOWED = ((3, 0), (4, 1), (7, 2), (40, 3))
MOST = 5

# By parts of three letters; and short words by their first letter and length, for two letters changed about leave
# them no part in common. So, too, where the database's locale knows no letters but a to z.
_LIKE = """
WITH asked AS (
    SELECT place, search_plain(word) AS word FROM unnest(%s::text[]) WITH ORDINALITY AS a(word, place)
)
SELECT a.place, a.word, v.word FROM asked a CROSS JOIN LATERAL (
    (SELECT w.word, similarity(w.word, a.word) AS near FROM series_searchword w
      WHERE w.word %% a.word ORDER BY near DESC LIMIT 20)
    UNION
    (SELECT w.word, similarity(w.word, a.word) FROM series_searchword w
      WHERE (length(a.word) BETWEEN 4 AND 6 OR length(a.word) > 6 AND a.word !~ '^[ -~]+$')
        AND left(w.word, 1) = left(a.word, 1)
        AND length(w.word) BETWEEN length(a.word) - 1 AND length(a.word) + 1
        AND levenshtein(w.word, a.word) <= 2 LIMIT 40)
) v ORDER BY a.place, v.near DESC
"""


def nearest(words: Sequence[str]) -> dict[str, list[str]]:
    """For each of the words, the nearest others, at most MOST, all as near; none for most words that are right."""
    with connection.cursor() as cursor:
        cursor.execute(_LIKE, [list(words)])
        rows = cursor.fetchall()
    found: dict[str, list[str]] = {word: [] for word in words}
    for place, word in enumerate(words, 1):
        near = [
            (distance(plain, other), other) for at, plain, other in rows if at == place and other != plain
        ]
        near = [(steps, other) for steps, other in near if steps <= _allowed(word)]
        least = min((steps for steps, _other in near), default=0)
        # Letters are changed more often than left out.
        near.sort(key=lambda one: abs(len(one[1]) - len(word)))
        found[word] = [other for steps, other in near if steps == least][:MOST]
    return found


def _allowed(word: str) -> int:
    return next(steps for length, steps in ALLOWED if len(word) <= length)


def distance(one: str, other: str) -> int:
    """Letters to add, leave out, replace or change about with their neighbour, to make one of the other."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, there in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
