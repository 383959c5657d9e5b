"""The public log of corrections, written by the releases that carry a notice."""

from collections.abc import Iterable

from series.addresses import ON_THE_FRONT
from series.models import Correction, Release, ReleaseItem, Subject
from series.models.correction import CorrectionKind
from series.models.release import ReleaseKind


def corrected(pairs: Iterable[tuple[Release, int]]) -> None:
    """Add what these releases say of each subject, all of which were public before. Nothing where they say nothing.

    Inserts rows, in the releases' transaction and before the pages are found that they touch; a release runs once, so
    its lines are there once.
    """
    Correction.objects.bulk_create(
        _line(CorrectionKind.CORRECTED, release, subject) for release, subject in pairs if release.notice
    )


def withdrawn(release: Release, subject: Subject) -> None:
    """Add that it was taken off and why. What stands on the front alone leaves no address where anybody would look."""
    if release.notice and subject.kind not in ON_THE_FRONT:
        _line(CorrectionKind.WITHDRAWN, release, subject.pk).save()


def stands_in_the_log(release: Release, items: Iterable[ReleaseItem]) -> bool:
    """Whether a release that has not run yet will add to the log."""
    if not release.notice:
        return False
    return release.kind != ReleaseKind.WITHDRAW or any(
        item.subject.kind not in ON_THE_FRONT for item in items
    )


def _line(kind: CorrectionKind, release: Release, subject: int) -> Correction:
    return Correction(
        kind=kind, release=release, subject_id=subject, at=release.instant, notice=release.notice
    )
