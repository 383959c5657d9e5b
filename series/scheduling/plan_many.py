"""Pencilling in many releases at once, in as many statements as for a few."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from series.models import Release, ReleaseItem, Subject
from series.models.release import ReleaseKind
from series.publishing.due import database_now
from series.scheduling.outcome import NotPossible
from series.scheduling.times import set_time
from series.states import ReleaseState
from sparks.accounts.models import User

BATCH = 500


@dataclass(frozen=True)
class Wish:
    """`release` is the planned one that moves; None makes a new one."""

    subject: Subject
    wall: datetime
    zone: str
    release: Release | None = None


def plan_many(wishes: Sequence[Wish], *, by: User | None) -> None:
    """Pencil in a publish for each, or move the planned one. All or none; the caller holds the subjects' locks.

    Changes no live revision, page or mark. Raises NotPossible.
    """
    with transaction.atomic():
        now = database_now()
        for begin in range(0, len(wishes), BATCH):
            batch = wishes[begin : begin + BATCH]
            _new([wish for wish in batch if wish.release is None], by=by, now=now)
            _moved([wish for wish in batch if wish.release is not None], now=now)


def _new(wishes: Sequence[Wish], *, by: User | None, now: datetime) -> None:
    releases = []
    for wish in wishes:
        release = Release(kind=ReleaseKind.PUBLISH, created_by=by)
        set_time(release, wall=wish.wall, zone=wish.zone, now=now)
        releases.append(release)
    Release.objects.bulk_create(releases)
    try:
        with transaction.atomic():
            ReleaseItem.objects.bulk_create(
                ReleaseItem(release=release, subject=wish.subject)
                for release, wish in zip(releases, wishes, strict=True)
            )
    except IntegrityError as error:
        if "one_unfinished_publish_a_subject" not in str(error):
            raise
        raise NotPossible("One of these has a planned release already. Check again.") from error


def _moved(wishes: Sequence[Wish], *, now: datetime) -> None:
    """Only what is still pencil and stands in no slot: a slot is moved in its season."""
    ids = [wish.release.pk for wish in wishes if wish.release]
    found = {
        release.pk: release
        for release in Release.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    }
    moved = []
    for wish in wishes:
        release = found.get(wish.release.pk) if wish.release else None
        if release is None or release.state != ReleaseState.PLANNED or release.slot_id is not None:
            raise NotPossible("A planned release was changed meanwhile. Check again.")
        set_time(release, wall=wish.wall, zone=wish.zone, now=now)
        moved.append(release)
    Release.objects.bulk_update(moved, ["instant", "wall", "zone"], batch_size=BATCH)
