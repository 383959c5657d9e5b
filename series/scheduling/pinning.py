"""Which revisions a release carries: the newest approved ones, with companions that are not public yet."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.db.models import QuerySet

from series import readiness, reviews
from series.carried import items_of
from series.models import LiveRevision, Release, ReleaseItem, Revision, Subject
from series.models.release import ItemRole, ReleaseKind
from series.models.subject import STANDS_ON, THINGS
from series.pages import touched
from series.pages.touched import Touched
from series.publishing import corrections, down, gate
from series.revisions import approved_revisions
from series.scheduling.outcome import NotPossible
from series.scheduling.withdrawn import withdrawn_since


def pin(release: Release) -> None:
    """Give each main item its newest approved revision, and bring companions along. Caller holds the locks.

    Raises NotPossible with every reason at once, so that an editor need not come back for each.
    """
    reasons: list[str] = []
    items = list(_deep(release.items.all()))
    mains = [item for item in items if item.role == ItemRole.MAIN]
    known = _Known(mains) if release.kind != ReleaseKind.WITHDRAW else None
    for item in mains:
        if known is not None:
            reasons += _pin_main(item, known)
        if item.kind == ReleaseKind.PUBLISH and withdrawn_since(item.subject, planned=release):
            reasons.append(f"{item.subject} was withdrawn since. Cancel this, and bring it back by itself.")
    if len(mains) < len(items):
        release.items.filter(role=ItemRole.COMPANION).delete()
    along = _write(release, known.companions, approved=known.approved) if known is not None else []
    _raise([*reasons, *_stops([*mains, *along], release=release)])


def pin_one(release: Release, item: ReleaseItem) -> None:
    """As `pin`, for an item that joins: what is pinned already stays as it was confirmed."""
    reasons = _pin_main(item, _Known([item]))
    along = _bring_along(release)
    _raise([*reasons, *_stops([item, *along], release=release)])


def bring_along(release: Release, *, pinned: Mapping[int, int | None]) -> None:
    """Companions that are needed now and are not there; those in `pinned` (by subject) as they were confirmed."""
    _raise(_stops(_bring_along(release, pinned=pinned), release=release))


def _raise(reasons: list[str]) -> None:
    if reasons:
        raise NotPossible(" ".join(dict.fromkeys(reasons)))


class _Known:
    """What pinning asks the database of these main items, in two questions: what is live of them and of what they
    stand on, and what was approved of each that goes out.
    """

    def __init__(self, mains: Sequence[ReleaseItem]) -> None:
        about = {item.subject_id: item.subject for item in mains}
        needed = {one.pk: one for item in mains for one in reviews.stands_on(item.subject)}
        rows = LiveRevision.objects.filter(subject__in=[*about, *needed])
        self.live: dict[int, int] = dict(rows.values_list("subject_id", "revision_id"))
        self.companions = [one for pk, one in needed.items() if pk not in self.live and pk not in about]
        self.approved = approved_revisions([*about.values(), *self.companions])


def _bring_along(
    release: Release, *, pinned: Mapping[int, int | None] = MappingProxyType({})
) -> list[ReleaseItem]:
    subjects = companions_of(release)
    approved = approved_revisions(subjects)
    known = Revision.objects.in_bulk([pk for one in subjects if (pk := pinned.get(one.pk))])
    confirmed = {pk: known[named] for pk, named in pinned.items() if named in known}
    return _write(release, subjects, approved=approved | confirmed)


def _write(
    release: Release, companions: Sequence[Subject], *, approved: Mapping[int, Revision]
) -> list[ReleaseItem]:
    """Items for the companions that are needed; those without an approved revision are not written."""
    items = [
        ReleaseItem(
            release=release,
            subject=subject,
            revision=approved.get(subject.pk),
            role=ItemRole.COMPANION,
            kind=release.kind,
        )
        for subject in companions
    ]
    ReleaseItem.objects.bulk_create([item for item in items if item.revision is not None])
    return items


def _pin_main(item: ReleaseItem, known: _Known) -> list[str]:
    item.revision = known.approved.get(item.subject_id)
    item.save(update_fields=["revision"])
    if item.kind == ReleaseKind.UPDATE:
        live = known.live.get(item.subject_id)
        if live is None:
            return [f"{item.subject} is not public, so there is nothing to update. Publish it."]
        if item.revision is not None and item.revision.pk == live:
            return [f"{item.subject} is public as it was last approved. Edit it and have it approved first."]
    return []


def _stops(items: list[ReleaseItem], *, release: Release) -> list[str]:
    day = release.instant.date()
    showing = [item for item in items if item.kind != ReleaseKind.WITHDRAW]
    asked = [readiness.Asked(item.subject, item.revision, day) for item in showing]
    return [
        f"{one.subject}: {finding.sentence}"
        for one, findings in zip(asked, readiness.check_all(asked), strict=True)
        for finding in readiness.stops(findings)
    ]


def _deep(items: QuerySet[ReleaseItem]) -> QuerySet[ReleaseItem]:
    """With all that names them and that they stand on."""
    return items.select_related(*THINGS, *STANDS_ON)


def companions_of(release: Release) -> list[Subject]:
    """Subjects that are not public, not in the release yet, and needed by what it is about."""
    if release.kind == ReleaseKind.WITHDRAW:
        return []
    items = list(_deep(release.items.all()))
    there = {item.subject_id for item in items}
    wanted = {
        companion.pk: companion
        for item in items
        if item.role == ItemRole.MAIN
        for companion in reviews.companions(item.subject)
        if companion.pk not in there
    }
    return list(wanted.values())


def paths_of(release: Release) -> Touched:
    """What this release will change on public pages."""
    items = items_of(release)
    if release.kind == ReleaseKind.WITHDRAW:
        change = sum((touched.by_withdrawal(row) for row in down.leaving_with(release)), Touched())
    else:
        change = touched.before_the_act(
            [(item.subject, item.revision) for item in items if item.revision is not None]
        )
    return change + touched.by_notice() if corrections.stands_in_the_log(release, items) else change


def still_ready(release: Release) -> None:
    """Raise NotPossible if what is pinned could not go out on the release's new day. What is pinned stays."""
    reasons = gate.reasons_against(items=items_of(release), day=release.instant.date())
    if reasons:
        raise NotPossible(" ".join(reasons))
