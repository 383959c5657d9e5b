"""A release runs in one transaction; several may share one."""

import contextlib
import logging
from collections.abc import Iterable, Sequence
from enum import StrEnum

import pghistory
from django.db import InterfaceError, OperationalError, transaction
from django.db.models.functions import Now

from series.models import Release, ReleaseItem, Subject
from series.models.release import ReleaseKind
from series.pages.touched import Touched
from series.publishing import down, effects, live
from series.publishing.due import database_now, waiting_for
from series.publishing.effects.told import Told
from series.publishing.gate import lock_consents, reasons_against
from series.publishing.holding import hold
from series.states import ReleaseState
from series.video import promotion

log = logging.getLogger(__name__)


class Ran(StrEnum):
    PUBLISHED = "published"
    HELD = "held"
    # Somebody else has it, an earlier release of the same subject comes first, or it is no longer due.
    LEFT = "left"
    # A passing cause: to be tried again.
    AGAIN = "again"


class _Refused(Exception):
    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))


def run(release_id: int) -> Ran:
    """Publish, update or withdraw what this release says, if it is due and nobody else has it.

    Files are made public before the transaction and outside it, after the instant: embargo beats punctuality. The
    transaction changes the release, live revisions, pages, marks and effects; `bake` repairs the files of pages
    if the process dies after it. A second call finds the release no longer scheduled and leaves it.
    """
    try:
        with pghistory.context(act="release", release=release_id):
            return Ran.PUBLISHED if _run([release_id]) else Ran.LEFT
    except (OperationalError, InterfaceError, promotion.StoreTrouble, OSError) as error:
        log.warning("release %s is tried again: %s", release_id, error)
        return Ran.AGAIN
    except (_Refused, promotion.FilesMissing) as refusal:
        hold(release_id=release_id, reason=str(refusal))
        _take_back([release_id])
        return Ran.HELD
    except Exception as error:
        log.exception("release %s can't be run", release_id)
        hold(release_id=release_id, reason=f"It failed in a way that nobody foresaw: {error!r}")
        return Ran.HELD


def run_together(release_ids: Sequence[int]) -> dict[int, Ran]:
    """As `run` for each, in this order; what can go in one transaction goes in one, for that is much quicker.

    If one of them can't go, or anything else is in the way, nothing of that transaction stands and each runs alone:
    one bad row never stops the rest.
    """
    gone: set[int] = set()
    if len(release_ids) > 1:
        try:
            with pghistory.context(act="release"):
                gone = _run(release_ids)
        except Exception as error:  # noqa: BLE001 -- each is run alone below, and says what is wrong with it
            log.info("%s releases run one by one: %r", len(release_ids), error)
    return {pk: Ran.PUBLISHED if pk in gone else run(pk) for pk in release_ids}


def _take_back(release_ids: Iterable[int]) -> None:
    """Files that were made public for releases which then did not go. What the store refuses, the sweep takes later."""
    revisions = ReleaseItem.objects.filter(release__in=release_ids, revision__isnull=False)
    with contextlib.suppress(promotion.StoreTrouble):
        promotion.retract(list(revisions.values_list("revision_id", flat=True)))


def _run(release_ids: Sequence[int]) -> set[int]:
    """Those that went out. What is not due, not ours or not first for its subject is left alone."""
    gone = _publish(release_ids)
    if left := set(release_ids) - gone:
        # Cancelled or moved while their files were made public: nobody else will look at these files.
        called_off = Release.objects.filter(pk__in=left).exclude(state=ReleaseState.PUBLISHED)
        called_off = called_off.exclude(state=ReleaseState.SCHEDULED, instant__lte=Now())
        _take_back(list(called_off.values_list("pk", flat=True)))
    return gone


def _publish(release_ids: Sequence[int]) -> set[int]:
    # Read by the database's clock before any file is made public.
    due = list(
        Release.objects.filter(
            pk__in=release_ids, state=ReleaseState.SCHEDULED, instant__lte=Now()
        ).values_list("pk", "kind")
    )
    showing = [pk for pk, kind in due if kind != ReleaseKind.WITHDRAW]
    if showing:
        items = _items(showing)
        _refuse(items)
        promotion.promote(_revisions(items))
    if not due:
        return set()
    with transaction.atomic():
        releases = _claim([pk for pk, _kind in due])
        if not releases:
            return set()
        items = _items(release.pk for release in releases)
        lock_consents(items)
        _refuse(items)
        if revisions := _revisions(items):
            promotion.pin(revisions)
        _apply(releases, items)
    return {release.pk for release in releases}


def _items(release_ids: Iterable[int]) -> list[ReleaseItem]:
    rows = ReleaseItem.objects.filter(release__in=list(release_ids))
    return list(rows.select_related("release", "subject", "revision").order_by("subject_id"))


def _revisions(items: list[ReleaseItem]) -> list[int]:
    return [item.revision_id for item in items if item.revision_id is not None]


def _refuse(items: list[ReleaseItem]) -> None:
    reasons = reasons_against(items=items, day=database_now().date())
    if reasons:
        raise _Refused(reasons)


def _claim(release_ids: list[int]) -> list[Release]:
    """Lock the releases' subjects, then the releases, without waiting for anybody. Those that are ours and first."""
    wanted = Subject.objects.filter(items__release__in=release_ids)
    subjects = set(
        Subject.objects.filter(pk__in=wanted.values("pk"))
        .order_by("pk")
        .select_for_update(skip_locked=True)
        .values_list("pk", flat=True)
    )
    named: dict[int, set[int]] = {release_id: set() for release_id in release_ids}
    for release_id, subject_id in ReleaseItem.objects.filter(release__in=release_ids).values_list(
        "release", "subject"
    ):
        named[release_id].add(subject_id)
    # Only these: who locked a release without its subjects would keep it from the one who has them.
    ours = {release_id: named[release_id] for release_id in release_ids if named[release_id] <= subjects}
    releases = (
        Release.objects.filter(pk__in=ours, state=ReleaseState.SCHEDULED, instant__lte=Now())
        .order_by("pk")
        .select_for_update(skip_locked=True, of=("self",))
    )
    before = waiting_for(ours)
    first: dict[int, Release] = {}
    for release in sorted(releases, key=lambda release: (release.instant, release.pk)):
        # Two publishes share no more than what comes along with both, and that they can in one transaction.
        known = {pk for pk, earlier in first.items() if earlier.kind == release.kind == ReleaseKind.PUBLISH}
        if before[release.pk] <= known:
            first[release.pk] = release
    return list(first.values())


def _apply(releases: list[Release], items: list[ReleaseItem]) -> None:
    now = database_now()
    Release.objects.filter(pk__in=[release.pk for release in releases]).update(
        state=ReleaseState.PUBLISHED, published_at=now
    )
    own: dict[int, list[ReleaseItem]] = {release.pk: [] for release in releases}
    for item in items:
        own[item.release_id].append(item)
    pairs = []
    touched: dict[int, list[Touched]] = {release.pk: [] for release in releases}
    for release in releases:
        release.state, release.published_at = ReleaseState.PUBLISHED, now
        if release.kind == ReleaseKind.WITHDRAW:
            touched[release.pk] = [down.withdraw(release=release, item=item) for item in own[release.pk]]
        else:
            pairs += [(release, item) for item in live.in_order(own[release.pk])]
    for (release, _item), change in zip(pairs, live.publish(pairs), strict=True):
        touched[release.pk].append(change)
    effects.enqueue([_told(release, touched[release.pk]) for release in releases])


def _told(release: Release, touched: list[Touched]) -> Told:
    subject_paths = [path for one in touched for path in one.own]
    list_paths = sorted({path for one in touched for path in one.lists} - set(subject_paths))
    return Told(release=release, subject_paths=subject_paths, list_paths=list_paths)
