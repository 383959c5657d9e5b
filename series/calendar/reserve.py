"""Episodes that are ready for a place and have none."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from series.models import ReleaseItem, Subject


def waiting(*, series: Collection[int], most: int) -> tuple[list[Subject], bool]:
    """Episodes that were approved, never public, and wait for no release; and whether there are more. One query."""
    planned = ReleaseItem.objects.filter(subject=OuterRef("pk"), unfinished=True, kind="publish")
    rows: QuerySet[Subject] = Subject.objects.filter(
        Exists(Subject.objects.filter(pk=OuterRef("pk"), revisions__review__state="approved")),
        ~Exists(planned),
        kind="episode",
        first_published_at=None,
        live=None,
    )
    if series:
        rows = rows.filter(episode__series__in=series)
    rows = rows.select_related("episode__series", "episode__creator").order_by(
        "episode__series__title", "episode__number"
    )
    found = list(rows[: most + 1])
    return found[:most], len(found) > most
