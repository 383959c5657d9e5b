"""Public files that nothing live explains: left by a release that was held after its files went up, say."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Now

from series.models import PublicFile
from series.publishing.due import database_now
from series.video.promotion import take_down
from series.video.usage import used_by_live
from sparks.storages import public_store

# Far longer than from a promotion to the end of its publish transaction, retries included; who is later than that
# finds its files gone and makes them public again.
AFTER = timedelta(hours=1)
# What a worker that was killed left is looked for among these often, and among all files seldom.
RECENT, SOON_AFTER = timedelta(hours=2), timedelta(minutes=5)


def find(*, at: datetime | None = None) -> tuple[list[str], list[str]]:
    """Keys with a row that no live revision names, and keys of objects without a row."""
    before = (at or database_now()) - AFTER
    objects = [key for key, changed in public_store().listed() if changed < before.timestamp()]
    rows = _unused(PublicFile.objects.filter(promoted_at__lt=before))
    named = set(PublicFile.objects.filter(key__in=objects).values_list("key", flat=True))
    return rows, sorted(set(objects) - named)


def clear_recent() -> list[str]:
    """Take down what was made public lately for a release that then did not go. Reads no list of the store."""
    rows = PublicFile.objects.filter(promoted_at__gte=Now() - RECENT, promoted_at__lt=Now() - SOON_AFTER)
    return take_down(_unused(rows))


def _unused(rows: QuerySet[PublicFile]) -> list[str]:
    """Looked up before anything is locked: releases wait for no file that stays."""
    keys = list(rows.order_by("key").values_list("key", flat=True))
    used = used_by_live(keys) if keys else set()
    return [key for key in keys if key not in used]


def clear(*, at: datetime | None = None) -> list[str]:
    """Take them down. Twice is once; what a release pins meanwhile stays."""
    rows, objects = find(at=at)
    gone = take_down(rows)
    for key in objects:
        if not PublicFile.objects.filter(key=key).exists():
            public_store().remove(key)
            gone.append(key)
    return gone
