"""Which files revisions name, and which of them are live."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import connection

from series.models import Revision

# Every value of a "key" anywhere in the content; the index `revision_files` holds the same expression.
KEYS = "jsonb_path_query_array(v.content, '$.**.key')"
USED = f"""
    SELECT DISTINCT found.key
    FROM series_liverevision l
    JOIN series_revision v ON v.id = l.revision_id
    CROSS JOIN LATERAL jsonb_array_elements_text({KEYS}) AS found(key)
    WHERE {KEYS} ?| %s AND found.key = ANY(%s) AND NOT l.subject_id = ANY(%s)
"""


def keys_in(content: Any) -> Iterator[str]:
    """The public keys in a revision's content: of each object that has both a key and a type."""
    if isinstance(content, dict):
        if content.get("key") and content.get("type"):
            yield content["key"]
        for value in content.values():
            yield from keys_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from keys_in(value)


def keys_of(revision_ids: Collection[int]) -> set[str]:
    contents = Revision.objects.filter(pk__in=revision_ids).values_list("content", flat=True)
    return {key for content in contents for key in keys_in(content)}


def used_by_live(keys: Collection[str], *, without: Collection[int] = ()) -> set[str]:
    """Those of `keys` that some live revision names, as of now; leaving out these subjects."""
    with connection.cursor() as cursor:
        cursor.execute(USED, [list(keys), list(keys), list(without)])
        return {row[0] for row in cursor.fetchall()}
