"""Due and can't go: held with its reason, told to people, never fired again by itself."""

from django.db import transaction

from series.models import Release, Subject
from series.notices import trouble
from series.publishing import premieres
from series.publishing.effects import notice
from series.states import ReleaseState


def hold(*, release_id: int, reason: str) -> Release | None:
    """Move a scheduled release to held. The schedule stays readable; a person decides what follows.

    Marks the teaser as delayed in the same transaction. None when it is no longer scheduled.
    """
    with transaction.atomic():
        list(
            Subject.objects.filter(pk__in=Subject.objects.filter(items__release=release_id).values("pk"))
            .order_by("pk")
            .select_for_update()
        )
        release = Release.objects.select_for_update().filter(pk=release_id).first()
        if release is None or release.state != ReleaseState.SCHEDULED:
            return None
        hold_locked(release, reason=reason)
    return release


def hold_locked(release: Release, *, reason: str) -> None:
    """The move itself, of a scheduled release that nobody else can move: its row or one of its subjects is locked."""
    release.state = ReleaseState.HELD
    release.hold_reason = reason
    release.save(update_fields=["state", "hold_reason"])
    premieres.tell(release=release)
    notice.held(release)
    trouble.held(release)
