"""From a bundle to releases that go out each for itself."""

import pghistory
from django.db import transaction

from series.bundles import listed
from series.models import Release, ReleaseItem, Slot
from series.models.release import ItemRole
from series.pages.touched import Touched
from series.publishing import premieres
from series.scheduling import pinning
from series.scheduling.bundle_edits import move_to
from series.scheduling.locking import lock_releases
from series.scheduling.outcome import NotPossible, Outcome
from series.scheduling.times import said
from series.states import UNFINISHED, ReleaseState
from sparks.accounts.models import User


def split(*, release_id: int, by: User | None, reason: str = "") -> Outcome:
    """Each of a bundle gets a release of its own at the same time, planned or scheduled as the bundle was."""
    with (
        pghistory.context(user=by.pk if by else None, act="split bundle", reason=reason),
        transaction.atomic(),
    ):
        [release] = lock_releases([release_id])
        items = list(release.items.filter(role=ItemRole.MAIN).select_related("subject").order_by("pk"))
        if release.state not in UNFINISHED or len(items) < 2:
            raise NotPossible("Only a bundle that waits can be split.")
        state, slot = ReleaseState(release.state), release.slot
        release.state, release.slot = ReleaseState.CANCELLED, None
        release.save(update_fields=["state", "slot"])
        pinned = dict(release.items.filter(revision__isnull=False).values_list("subject_id", "revision_id"))
        singles = [_single(item, like=release, slot=slot if item is items[0] else None) for item in items]
        if state == ReleaseState.SCHEDULED:
            for single in singles:
                pinning.bring_along(single, pinned=pinned)
                single.scheduled_by = release.scheduled_by
                move_to(single, ReleaseState.SCHEDULED)
        for single in singles:
            premieres.tell(release=single)
    change = sum((pinning.paths_of(single) for single in singles), Touched())
    word = state if state == ReleaseState.SCHEDULED else ReleaseState.PLANNED
    return Outcome(
        singles[0],
        f"{listed([item.subject for item in items])} are {word.label} each for itself, "
        f"at {said(release.instant, release.zone)}.",
        change,
    )


def _single(item: ReleaseItem, *, like: Release, slot: Slot | None) -> Release:
    single = Release.objects.create(
        kind=item.kind,
        instant=like.instant,
        wall=like.wall,
        zone=like.zone,
        slot=slot,
        created_by=like.created_by,
    )
    ReleaseItem.objects.create(release=single, subject=item.subject, revision=item.revision)
    return single
