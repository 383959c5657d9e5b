"""Clears what unfinished work left behind: uploads that never ended, objects that no row names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from series.models import Asset, Rendition
from series.states import AssetState
from sparks.storages import private_store

# The slowest upload and encode end long before this; what is older was killed.
UNFINISHED_AFTER = timedelta(hours=6)


@dataclass(frozen=True)
class Left:
    """Something that nothing will use: an unfinished asset, or an object in the private store."""

    what: str
    asset_id: int | None = None
    key: str = ""


def find(*, at: datetime | None = None) -> list[Left]:
    before = (at or timezone.now()) - UNFINISHED_AFTER
    return [*_unfinished(before), *_orphans(before)]


def run(*, at: datetime | None = None) -> list[Left]:
    """Remove what `find` names. Twice is once; what came to be used meanwhile stays."""
    found = find(at=at)
    for left in found:
        if left.asset_id is not None:
            Asset.objects.filter(pk=left.asset_id, state=AssetState.STARTED).delete()
    store = private_store()
    for key in {left.key for left in found if left.key}:
        if not _used(key):
            store.remove(key)
    return found


def _unfinished(before: datetime) -> Iterator[Left]:
    for asset in Asset.objects.filter(state=AssetState.STARTED, created_at__lt=before).order_by("id"):
        yield Left(
            f"upload {asset.pk}, begun {asset.created_at:%Y-%m-%d %H:%M} UTC", asset.pk, asset.private_key
        )


def _orphans(before: datetime) -> Iterator[Left]:
    # Listed first: what is stored and named while we look is then not mistaken for an orphan.
    old = [key for key, changed in private_store().listed() if changed < before.timestamp()]
    used = {*Asset.objects.values_list("private_key", flat=True)}
    used |= {*Rendition.objects.values_list("private_key", flat=True)}
    yield from (Left(f"object {key}", None, key) for key in old if key not in used)


def _used(key: str) -> bool:
    return (
        Asset.objects.filter(private_key=key).exists() or Rendition.objects.filter(private_key=key).exists()
    )
