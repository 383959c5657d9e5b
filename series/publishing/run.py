"""One release, one transaction."""

import contextlib
import logging
from enum import StrEnum

import pghistory
from django.db import InterfaceError, OperationalError, transaction
from django.db.models.functions import Now

from series.models import Release, ReleaseItem, Subject
from series.models.release import ReleaseKind
from series.publishing import down, effects, live
from series.publishing.due import database_now, earlier_unrun
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
            return _run(release_id)
    except (OperationalError, InterfaceError, promotion.StoreTrouble, OSError) as error:
        log.warning("release %s is tried again: %s", release_id, error)
        return Ran.AGAIN
    except (_Refused, promotion.FilesMissing) as refusal:
        hold(release_id=release_id, reason=str(refusal))
        _take_back(release_id)
        return Ran.HELD
    except Exception as error:
        log.exception("release %s can't be run", release_id)
        hold(release_id=release_id, reason=f"It failed in a way that nobody foresaw: {error!r}")
        return Ran.HELD


def _take_back(release_id: int) -> None:
    """Files that were made public for a release which was then held. What the store refuses, the sweep takes later."""
    revisions = ReleaseItem.objects.filter(release=release_id, revision__isnull=False)
    with contextlib.suppress(promotion.StoreTrouble):
        promotion.retract(list(revisions.values_list("revision_id", flat=True)))


def _run(release_id: int) -> Ran:
    # Read by the database's clock before any file is made public.
    found = Release.objects.filter(pk=release_id, state=ReleaseState.SCHEDULED, instant__lte=Now()).first()
    if found is None:
        return Ran.LEFT
    if found.kind != ReleaseKind.WITHDRAW:
        items = _items(found)
        _refuse(found, items)
        promotion.promote(_revisions(items))
    with transaction.atomic():
        release = _claim(release_id)
        if release is None:
            return Ran.LEFT
        items = _items(release)
        lock_consents(items)
        _refuse(release, items)
        if release.kind != ReleaseKind.WITHDRAW:
            promotion.pin(_revisions(items))
        _apply(release, items)
    return Ran.PUBLISHED


def _items(release: Release) -> list[ReleaseItem]:
    return list(release.items.select_related("subject", "revision").order_by("subject_id"))


def _revisions(items: list[ReleaseItem]) -> list[int]:
    return [item.revision_id for item in items if item.revision_id is not None]


def _refuse(release: Release, items: list[ReleaseItem]) -> None:
    reasons = reasons_against(items=items, kind=release.kind, day=database_now().date())
    if reasons:
        raise _Refused(reasons)


def _claim(release_id: int) -> Release | None:
    """Lock the release's subjects, then the release, without waiting for anybody."""
    wanted = Subject.objects.filter(items__release=release_id)
    subjects = list(
        Subject.objects.filter(pk__in=wanted.values("pk"))
        .order_by("pk")
        .select_for_update(skip_locked=True)
        .values_list("pk", flat=True)
    )
    release = (
        Release.objects.filter(pk=release_id, state=ReleaseState.SCHEDULED, instant__lte=Now())
        .select_for_update(skip_locked=True, of=("self",))
        .first()
    )
    if release is None or len(subjects) < release.items.count():
        return None
    return None if earlier_unrun(release=release, subjects=subjects) else release


def _apply(release: Release, items: list[ReleaseItem]) -> None:
    release.state = ReleaseState.PUBLISHED
    release.published_at = database_now()
    release.save(update_fields=["state", "published_at"])
    if release.kind == ReleaseKind.WITHDRAW:
        touched = [down.withdraw(release=release, item=item) for item in items]
    else:
        touched = [live.publish(release=release, item=item) for item in live.in_order(items)]
    subject_paths = [path for one in touched for path in one.own]
    list_paths = sorted({path for one in touched for path in one.lists} - set(subject_paths))
    effects.enqueue(release=release, subject_paths=subject_paths, list_paths=list_paths)
