"""Public files that nothing live explains: left by a release that was held after its files went up, say."""

from datetime import datetime, timedelta

from django.utils import timezone

from series.models import PublicFile
from series.video.promotion import take_down
from series.video.usage import used_by_live
from sparks.storages import public_store

# Far longer than from a promotion to the end of its publish transaction, retries included.
AFTER = timedelta(hours=1)


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


def clear(*, at: datetime | None = None) -> list[str]:
    """Take them down. Twice is once; what a release pins meanwhile stays."""
    rows, objects = find(at=at)
    gone = take_down(rows) if rows else []
    for key in objects:
        if not PublicFile.objects.filter(key=key).exists():
            public_store().remove(key)
            gone.append(key)
    return gone
