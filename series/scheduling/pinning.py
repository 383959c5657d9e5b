"""Which revisions a release carries: the newest approved ones, with companions that are not public yet."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from series import readiness, reviews
from series.models import LiveRevision, Release, ReleaseItem, Revision, Subject
from series.models.release import ItemRole, ReleaseKind
from series.pages import touched
from series.pages.touched import Touched
from series.publishing import down, gate
from series.revisions import approved_revision
from series.scheduling.outcome import NotPossible
from series.scheduling.withdrawn import withdrawn_since


def pin(release: Release) -> None:
    """Give each main item its newest approved revision, and bring companions along. Caller holds the locks.

    Raises NotPossible with every reason at once, so that an editor need not come back for each.
    """
    day = release.instant.date()
    reasons: list[str] = []
    for item in list(release.items.filter(role=ItemRole.MAIN).select_related("subject")):
        reasons += _pin_main(item, day=day)
        if item.kind == ReleaseKind.PUBLISH and withdrawn_since(item.subject, planned=release):
            reasons.append(f"{item.subject} was withdrawn since. Cancel this, and bring it back by itself.")
    release.items.filter(role=ItemRole.COMPANION).delete()
    reasons += _bring_along(release, day=day)
    _raise(reasons)


def pin_one(release: Release, item: ReleaseItem) -> None:
    """As `pin`, for an item that joins: what is pinned already stays as it was confirmed."""
    day = release.instant.date()
    _raise([*_pin_main(item, day=day), *_bring_along(release, day=day)])


def bring_along(release: Release, *, pinned: Mapping[int, int | None]) -> None:
    """Companions that are needed now and are not there; those in `pinned` (by subject) as they were confirmed."""
    _raise(_bring_along(release, day=release.instant.date(), pinned=pinned))


def _raise(reasons: list[str]) -> None:
    if reasons:
        raise NotPossible(" ".join(dict.fromkeys(reasons)))


def _bring_along(
    release: Release, *, day: date, pinned: Mapping[int, int | None] = MappingProxyType({})
) -> list[str]:
    reasons: list[str] = []
    for subject in companions_of(release):
        before = Revision.objects.filter(pk=pinned.get(subject.pk) or 0).first()
        revision = before or approved_revision(subject)
        reasons += _stops(subject, revision, day)
        if revision is not None:
            ReleaseItem.objects.create(
                release=release, subject=subject, revision=revision, role=ItemRole.COMPANION
            )
    return reasons


def _pin_main(item: ReleaseItem, *, day: date) -> list[str]:
    if item.kind == ReleaseKind.WITHDRAW:
        return []
    item.revision = approved_revision(item.subject)
    item.save(update_fields=["revision"])
    live = LiveRevision.objects.filter(subject=item.subject_id).first()
    if item.kind == ReleaseKind.UPDATE:
        if live is None:
            return [f"{item.subject} is not public, so there is nothing to update. Publish it."]
        if item.revision is not None and item.revision.pk == live.revision_id:
            return [f"{item.subject} is public as it was last approved. Edit it and have it approved first."]
    return _stops(item.subject, item.revision, day)


def _stops(subject: Subject, revision: Revision | None, day: date) -> list[str]:
    findings = readiness.check(subject=subject, revision=revision, day=day)
    return [f"{subject}: {finding.sentence}" for finding in readiness.stops(findings)]


def companions_of(release: Release) -> list[Subject]:
    """Subjects that are not public, not in the release yet, and needed by what it is about."""
    if release.kind == ReleaseKind.WITHDRAW:
        return []
    there = {item.subject_id: item for item in release.items.select_related("subject")}
    wanted = {
        companion.pk: companion
        for item in there.values()
        if item.role == ItemRole.MAIN
        for companion in reviews.companions(item.subject)
        if companion.pk not in there
    }
    return list(wanted.values())


def paths_of(release: Release) -> Touched:
    """The public pages that this release will change."""
    change = Touched()
    for item in release.items.select_related("subject", "revision"):
        if release.kind == ReleaseKind.WITHDRAW:
            for row in down.leaving(item):
                change += touched.by_withdrawal(row)
        elif item.revision is not None:
            change += touched.before_the_act(subject=item.subject, revision=item.revision)
    return change


def all_paths(release: Release) -> list[str]:
    change = paths_of(release)
    return [*dict.fromkeys([*change.own, *change.left, *change.lists])]


def still_ready(release: Release) -> None:
    """Raise NotPossible if what is pinned could not go out on the release's new day. What is pinned stays."""
    reasons = gate.reasons_against(
        items=list(release.items.select_related("subject", "revision")), day=release.instant.date()
    )
    if reasons:
        raise NotPossible(" ".join(reasons))
