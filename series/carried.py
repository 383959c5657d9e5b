"""What a release carries, read once for one object of it: by an act that has settled it, and all that tell of it."""

from django.db.models import Prefetch, prefetch_related_objects

from series.models import Release, ReleaseItem
from series.models.release import ItemRole
from series.models.subject import THINGS


def items() -> Prefetch:
    """In the order they came in, with their revisions and all that names them: read for many releases at once."""
    return Prefetch(
        "items", ReleaseItem.objects.select_related("subject", "revision", *THINGS).order_by("pk")
    )


def items_of(release: Release) -> list[ReleaseItem]:
    """The same for one. Asked again of the same object, the same rows: whoever changes what is in it afterwards takes
    another object.
    """
    prefetch_related_objects([release], items())
    return list(release.items.all())


def mains_of(release: Release) -> list[ReleaseItem]:
    """Those that it is about."""
    return [item for item in items_of(release) if item.role == ItemRole.MAIN]
