from collections.abc import Sequence

from series.models import Effect
from series.publishing.effects.kinds import KINDS
from series.publishing.effects.told import Told


def enqueue(releases: Sequence[Told]) -> None:
    """Write what must leave because of these releases. Call it last in their transaction.

    A second call for the same release adds only what is missing: (release, kind, target) is unique.
    """
    rows = [row for kind in KINDS.values() for row in kind.rows(releases)]
    # In the order of the releases: webhooks about one subject go in the order of their ids.
    places = {told.release.pk: place for place, told in enumerate(releases)}
    Effect.objects.bulk_create(sorted(rows, key=lambda row: places[row.release_id]), ignore_conflicts=True)
