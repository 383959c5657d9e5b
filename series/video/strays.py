"""Public files that nothing live explains: left by a release that was held after its files went up, say."""

from datetime import datetime, timedelta

from django.db.models.functions import Now
from django.utils import timezone

from series.models import PublicFile
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
    before = (at or timezone.now()) - AFTER
    objects = [key for key, changed in public_store().listed() if changed < before.timestamp()]
    rows = list(
        PublicFile.objects.filter(promoted_at__lt=before).order_by("key").values_list("key", flat=True)
    )
    used = used_by_live(rows) if rows else set()
    named = set(PublicFile.objects.filter(key__in=objects).values_list("key", flat=True))
    return [key for key in rows if key not in used], sorted(set(objects) - named)


def clear_recent() -> list[str]:
    """Take down what was made public lately for a release that then did not go. Reads no list of the store."""
    rows = PublicFile.objects.filter(promoted_at__gte=Now() - RECENT, promoted_at__lt=Now() - SOON_AFTER)
    return take_down(list(rows.values_list("key", flat=True)))


def clear(*, at: datetime | None = None) -> list[str]:
    """Take them down. Twice is once; what a release pins meanwhile stays."""
    rows, objects = find(at=at)
    gone = take_down(rows) if rows else []
    for key in objects:
        if not PublicFile.objects.filter(key=key).exists():
            public_store().remove(key)
            gone.append(key)
    return gone
