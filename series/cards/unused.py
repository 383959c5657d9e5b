"""Cards of working copies, drawn for a preview, that never became a revision's."""

from django.db import connection
from django.db.models import ProtectedError

from series.models import Rendition
from series.video.usage import KEYS

# Looked at once a preview is over for certain, and for a day: what that misses costs a hundred kilobytes.
AFTER_HOURS, FOR_HOURS = 24, 24
UNUSED = f"""
    SELECT r.id FROM series_rendition r
    WHERE r.source_id IS NULL
      AND r.created_at BETWEEN now() - make_interval(hours => %s) AND now() - make_interval(hours => %s)
      AND NOT EXISTS (SELECT FROM series_revision v WHERE {KEYS} ? r.public_key)
      AND NOT EXISTS (SELECT FROM series_publicfile p WHERE p.rendition_id = r.id)
"""


def forget() -> int:
    """Forget them; the sweep of the private store takes their files. Who needs one again draws it again."""
    with connection.cursor() as cursor:
        cursor.execute(UNUSED, [AFTER_HOURS + FOR_HOURS, AFTER_HOURS])
        unused = [pk for (pk,) in cursor.fetchall()]
    for pk in unused:
        try:
            Rendition.objects.filter(pk=pk).delete()
        except ProtectedError:
            continue
    return len(unused)
