from series.models import Effect, Release
from series.publishing.effects.kinds import KINDS


def enqueue(*, release: Release, subject_paths: list[str], list_paths: list[str]) -> None:
    """Write what must leave because of this release. Call it last in the release's transaction.

    A second call for the same release adds only what is missing: (release, kind, target) is unique.
    """
    rows = [
        row
        for kind in KINDS.values()
        for row in kind.rows(release=release, subject_paths=subject_paths, list_paths=list_paths)
    ]
    Effect.objects.bulk_create(rows, ignore_conflicts=True)
