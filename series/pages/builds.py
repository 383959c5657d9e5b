"""A deploy: pages that an older build baked are marked, at the lowest rank, so that they follow without haste."""

from django.conf import settings
from django.db import connection

from series.models.page import Rank


def mark_older() -> int:
    """Mark every page that an older build baked and that is not marked for it yet. Twice is once.

    Builds are named so that they sort by age (a time first). Without a build's name nothing is marked.
    """
    if not settings.BUILD:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO series_mark (page_id, why, rank, release_id, created_at)"
            " SELECT p.id, 'build', %s, NULL, now() FROM series_page p"
            " WHERE p.state IN ('up', 'gone') AND p.build < %s AND p.baked_at IS NOT NULL"
            " AND NOT EXISTS (SELECT FROM series_mark m WHERE m.page_id = p.id AND m.why = 'build')",
            [int(Rank.BUILD), settings.BUILD],
        )
        return cursor.rowcount
