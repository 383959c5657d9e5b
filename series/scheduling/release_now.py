"""A release that waits goes out now, with all that is in it."""

import pghistory
from django.db import transaction

from series.bundles import title
from series.carried import mains_of
from series.models import Release
from series.publishing import premieres
from series.publishing.due import database_now
from series.publishing.nudge import nudge
from series.scheduling import pinning
from series.scheduling.locking import lock_releases
from series.scheduling.outcome import NotPossible, Outcome
from series.scheduling.schedule import make_scheduled
from series.scheduling.times import set_now
from series.states import UNFINISHED, ReleaseState
from sparks.accounts.models import User


def release_now(*, release_id: int, by: User | None, reason: str = "") -> Outcome:
    """What is scheduled goes as it was confirmed; what is planned or held, as it was last approved.

    Raises NotPossible with everything that is missing, or when it has run meanwhile.
    """
    with (
        pghistory.context(user=by.pk if by else None, act="release now", reason=reason),
        transaction.atomic(),
    ):
        [release] = lock_releases([release_id])
        if release.state not in UNFINISHED:
            raise NotPossible(f"This release is {release.get_state_display()} already.")
        now = database_now()
        early = release.instant > now
        if early or release.state != ReleaseState.SCHEDULED:
            # What was held for days goes out today; what only waits for a worker keeps its instant.
            set_now(release, zone=release.zone, now=now)
        if early:
            release.slot = None
        if release.state == ReleaseState.SCHEDULED:
            _bring_forward(release)
        else:
            make_scheduled(release, by=by)
        transaction.on_commit(nudge)
    about = [item.subject for item in mains_of(release)]
    return Outcome(release, f"{title(about)} goes out now.", pinning.paths_of(release))


def _bring_forward(release: Release) -> None:
    release.save(update_fields=["instant", "wall", "zone", "slot"])
    pinning.still_ready(release)
    premieres.tell(release=release)
