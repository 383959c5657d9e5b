"""What a withdrawn subject finds again when it comes back: its corrections, and the count of its calendar event."""

from collections.abc import Collection

from django.db.models import Max

from series.models import LiveRevision, Release, Subject
from series.models.release import ReleaseKind
from series.states import ReleaseState


def remember(row: LiveRevision) -> None:
    """Called by a withdrawal, which deletes the row."""
    # RFC 5545, 3.8.7.4: whoever kept the event takes a changed one only with a higher sequence.
    Subject.objects.filter(pk=row.subject_id).update(calendar_sequence=row.premiere_sequence + 1)


def restore(rows: Collection[LiveRevision], returning: Collection[int]) -> None:
    """Called for rows that are about to go live; leaves alone what never was public, nor its teaser."""
    announced = set(
        Subject.objects.filter(
            teaser__episode__subject__in=[row.subject_id for row in rows], calendar_sequence__gt=0
        ).values_list("teaser__episode__subject", flat=True)
    )
    for row in rows:
        if row.subject_id in returning or row.kind == "teaser" or row.subject_id in announced:
            _restore(row)


def _restore(row: LiveRevision) -> None:
    row.premiere_sequence = _sequence(row)
    row.corrections = [
        {"at": release.instant.isoformat(), "notice": release.notice, "release": release.pk}
        for release in Release.objects.filter(
            items__subject=row.subject_id, state=ReleaseState.PUBLISHED, published_at__isnull=False
        )
        .exclude(notice="")
        .exclude(kind=ReleaseKind.WITHDRAW)
        .exclude(pk=row.release_id)
        .order_by("instant", "pk")
    ]


def _sequence(row: LiveRevision) -> int:
    """Film and teaser of an episode are one event."""
    one_event = Subject.objects.filter(pk=row.subject_id)
    if row.kind == "episode":
        one_event |= Subject.objects.filter(teaser__episode__subject=row.subject_id)
    elif row.episode is not None:
        one_event |= Subject.objects.filter(pk=row.episode)
    return one_event.aggregate(last=Max("calendar_sequence"))["last"] or 0
