"""What may be changed about a release that waits: one more, or one less. Each is an act of its own."""

import pghistory
from django.db import transaction

from series import reviews
from series.bundles import is_bundle, listed, mains, title
from series.models import LiveRevision, Release, ReleaseItem, Subject
from series.models.release import ItemRole, ReleaseKind
from series.publishing import premieres
from series.scheduling import pinning
from series.scheduling.locking import lock_releases, lock_subjects
from series.scheduling.outcome import NotPossible, Outcome
from series.scheduling.together import MOST, waiting_publishes
from series.scheduling.withdrawn import refuse_withdrawn
from series.states import UNFINISHED, ReleaseState
from sparks.accounts.models import User


def add(*, release_id: int, subject: Subject, by: User | None, reason: str = "") -> Outcome:
    """Let another subject go out with a release that waits.

    Into what is scheduled only something approved and ready comes; what is pinned already stays as it was
    confirmed. Raises NotPossible and leaves the release as it was.
    """
    with (
        pghistory.context(user=by.pk if by else None, act="add to bundle", reason=reason),
        transaction.atomic(),
    ):
        release = _lock_with(release_id, subject)
        refuse_withdrawn(subject)
        live = LiveRevision.objects.filter(subject=subject).exists()
        kind = ReleaseKind.UPDATE if live else ReleaseKind.PUBLISH
        _refuse_twice(release, subject, kind=kind)
        scheduled = release.state == ReleaseState.SCHEDULED
        if scheduled:
            move_to(release, ReleaseState.PLANNED)
        release.items.filter(subject=subject, role=ItemRole.COMPANION).delete()
        item = ReleaseItem.objects.create(release=release, subject=subject, kind=kind)
        _name_kind(release)
        if scheduled:
            item.refresh_from_db()
            pinning.pin_one(release, item)
            release.scheduled_by = by
            move_to(release, ReleaseState.SCHEDULED)
            premieres.tell(release=release)
    return Outcome(
        release,
        f"{subject} goes out with {listed([one for one in mains(release) if one.pk != subject.pk])}.",
        pinning.paths_of(release),
    )


def _lock_with(release_id: int, subject: Subject) -> Release:
    along = Subject.objects.filter(items__release=release_id).values_list("pk", flat=True)
    lock_subjects([subject.pk, *along])
    [release] = lock_releases([release_id])
    if release.state not in UNFINISHED:
        raise NotPossible(f"This release is {release.get_state_display()} and takes nothing more.")
    if release.kind == ReleaseKind.WITHDRAW:
        raise NotPossible("A withdrawal goes alone, so that it never waits for something else.")
    return release


def _refuse_twice(release: Release, subject: Subject, *, kind: str) -> None:
    if release.items.filter(subject=subject, role=ItemRole.MAIN).exists():
        raise NotPossible(f"{subject} is in this release already.")
    if release.items.filter(role=ItemRole.MAIN).count() >= MOST:
        raise NotPossible(f"A bundle holds at most {MOST}.")
    if kind == ReleaseKind.PUBLISH and waiting_publishes([subject.pk]):
        raise NotPossible(f"{subject} has a planned release already. Cancel that one first.")


def take_out(*, release_id: int, subject: Subject, by: User | None, reason: str = "") -> Outcome:
    """One leaves the bundle; the rest goes as it was confirmed. Its approval stays, and it has no release now."""
    with (
        pghistory.context(user=by.pk if by else None, act="take out of bundle", reason=reason),
        transaction.atomic(),
    ):
        [release] = lock_releases([release_id])
        item = _leaving(release, subject)
        before = ReleaseState(release.state)
        if before == ReleaseState.SCHEDULED:
            move_to(release, ReleaseState.PLANNED)
        item.delete()
        _let_companions_go(release)
        _name_kind(release)
        if before == ReleaseState.SCHEDULED:
            pinning.bring_along(release, pinned={subject.pk: item.revision_id})
            move_to(release, ReleaseState.SCHEDULED)
        premieres.tell_left(episode=subject.pk)
    rest = mains(release)
    return Outcome(
        release, f"{subject} is taken out. {title(rest)} stays as it is.", pinning.paths_of(release)
    )


def _leaving(release: Release, subject: Subject) -> ReleaseItem:
    if release.state not in UNFINISHED:
        raise NotPossible(f"This release is {release.get_state_display()}; nothing can be taken out of it.")
    item = release.items.filter(subject=subject, role=ItemRole.MAIN).first()
    if item is None:
        raise NotPossible(f"{subject} is not in this release any more.")
    if not is_bundle(release):
        raise NotPossible(f"{subject} is all that is left in it. Cancel the release instead.")
    return item


def _let_companions_go(release: Release) -> None:
    """Those that came along only for what has left. What is still needed is found again by the pinning."""
    kept = {companion.pk for subject in mains(release) for companion in reviews.companions(subject)}
    release.items.filter(role=ItemRole.COMPANION).exclude(subject__in=kept).delete()


def _name_kind(release: Release) -> None:
    """A bundle is a publish while one of its subjects is new to the public."""
    about = release.items.filter(role=ItemRole.MAIN)
    new = about.filter(kind=ReleaseKind.PUBLISH).exists()
    release.kind = ReleaseKind.PUBLISH if new else ReleaseKind.UPDATE
    release.save(update_fields=["kind"])


def move_to(release: Release, state: ReleaseState) -> None:
    release.state = state
    release.save(update_fields=["state", "scheduled_by"])
