"""Which revisions a release carries: the newest approved ones, with companions that are not public yet."""

from datetime import date

from series import readiness, reviews
from series.models import LiveRevision, Release, ReleaseItem, Revision, Subject
from series.models.release import ItemRole, ReleaseKind
from series.pages import touched
from series.pages.touched import Touched
from series.publishing import gate
from series.revisions import approved_revision
from series.scheduling.outcome import NotPossible


def pin(release: Release) -> None:
    """Give each main item its newest approved revision, and bring companions along. Caller holds the locks.

    Raises NotPossible with every reason at once, so that an editor need not come back for each.
    """
    day = release.instant.date()
    reasons: list[str] = []
    for item in list(release.items.filter(role=ItemRole.MAIN).select_related("subject")):
        reasons += _pin_main(item, kind=release.kind, day=day)
    release.items.filter(role=ItemRole.COMPANION).delete()
    for subject in _companions(release):
        revision = approved_revision(subject)
        reasons += _stops(subject, revision, day)
        if revision is not None:
            ReleaseItem.objects.create(
                release=release, subject=subject, revision=revision, role=ItemRole.COMPANION
            )
    if reasons:
        raise NotPossible(" ".join(dict.fromkeys(reasons)))


def _pin_main(item: ReleaseItem, *, kind: str, day: date) -> list[str]:
    if kind == ReleaseKind.WITHDRAW:
        return []
    item.revision = approved_revision(item.subject)
    item.save(update_fields=["revision"])
    live = LiveRevision.objects.filter(subject=item.subject_id).first()
    if kind == ReleaseKind.UPDATE:
        if live is None:
            return [f"{item.subject} is not public, so there is nothing to update. Publish it."]
        if item.revision is not None and item.revision.pk == live.revision_id:
            return [f"{item.subject} is public as it was last approved. Edit it and have it approved first."]
    return _stops(item.subject, item.revision, day)


def _stops(subject: Subject, revision: Revision | None, day: date) -> list[str]:
    findings = readiness.check(subject=subject, revision=revision, day=day)
    return [f"{subject}: {finding.sentence}" for finding in readiness.stops(findings)]


def _companions(release: Release) -> list[Subject]:
    if release.kind == ReleaseKind.WITHDRAW:
        return []
    main = {item.subject_id: item.subject for item in release.items.all()}
    wanted = {
        companion.pk: companion
        for subject in main.values()
        for companion in reviews.companions(subject)
        if companion.pk not in main
    }
    return list(wanted.values())


def paths_of(release: Release) -> Touched:
    """The public pages that this release will change."""
    change = Touched()
    for item in release.items.select_related("subject", "revision"):
        if release.kind == ReleaseKind.WITHDRAW:
            live = LiveRevision.objects.filter(subject=item.subject_id).select_related("revision").first()
            change += touched.by_withdrawal(live) if live else Touched()
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
