"""Files made public at the instant, and taken back.

The public store is explained by PublicFile: a row is committed before its file is copied, and goes after the file
has gone. What was left by a process that died in between is completed by the next `promote` or `retract` of the
same revisions, or cleared by `strays.clear`.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError
from django.db import connection, transaction
from django.db.models.functions import Now

from series.cards import keep as cards
from series.models import PublicFile, Rendition
from series.video.usage import keys_of, used_by_live
from sparks.storages import private_store, public_store

# A withdrawal can take a row away between our insert and our lock; it can't do so for ever.
TRIES = 3


class StoreTrouble(Exception):
    """A store can't be reached or does not do what it is told: to be tried again."""


class FilesMissing(Exception):
    """A revision names a file that is not, or no longer whole, in the private store. A person must upload it."""


def promote(revision_ids: Collection[int]) -> None:
    """Every file of these revisions is in the public store afterwards, checked by reading it back.

    To be called at the instant, before and outside the publish transaction, in which `pin` belongs. Twice is
    once. Raises StoreTrouble (passing) or FilesMissing; then some files may be public, under addresses that
    nobody knows, until the next call or `strays.clear`.
    """
    keys = keys_of(revision_ids)
    wanted = _renditions(keys)
    if keys - wanted.keys():
        # Released at once: the media worker has not drawn its card yet.
        with _store_trouble():
            cards.draw_of(revision_ids)
        wanted = _renditions(keys)
    if keys - wanted.keys():
        raise FilesMissing(
            f"{len(keys - wanted.keys())} files that the revision names do not exist any more."
        )
    if not wanted:
        return
    for _ in range(TRIES):
        rows = [PublicFile(key=key, rendition=rendition) for key, rendition in wanted.items()]
        PublicFile.objects.bulk_create(rows, ignore_conflicts=True)
        with transaction.atomic(), _store_trouble():
            if _promoted(wanted):
                return
    raise StoreTrouble("The files are being taken down and put up at once.")


def pin(revision_ids: Collection[int]) -> None:
    """Inside the publish transaction: nobody can take the files away before it ends.

    Raises StoreTrouble if one was taken away since `promote`.
    """
    keys = keys_of(revision_ids)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key FROM series_publicfile WHERE key = ANY(%s) AND verified_at IS NOT NULL ORDER BY key FOR SHARE",
            [list(keys)],
        )
        missing = len(keys) - len(cursor.fetchall())
    if missing:
        raise StoreTrouble(f"{missing} files of the release are not public any more.")


def retract(revision_ids: Collection[int]) -> list[str]:
    """The files of these revisions that no live revision names are gone afterwards, checked by fetching them.

    To be called after the withdrawal or update has been committed. Twice is once. Returns the keys taken away.
    Raises StoreTrouble when a file could not be deleted or can still be read.
    """
    return take_down(keys_of(revision_ids))


def take_down(keys: Collection[str]) -> list[str]:
    """As `retract`, for keys."""
    if not keys:
        return []
    with transaction.atomic(), _store_trouble():
        # Locked before looking: a release that pins one of them is either seen as live or waits for us.
        rows = list(PublicFile.objects.filter(key__in=keys).order_by("key").select_for_update())
        used = used_by_live([row.key for row in rows]) if rows else set()
        gone = [row for row in rows if row.key not in used]
        for row in gone:
            _remove(row.key)
        PublicFile.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return [row.key for row in gone]


def _renditions(keys: set[str]) -> dict[str, Rendition]:
    found = {row.public_key: row for row in Rendition.objects.filter(public_key__in=keys).order_by("-id")}
    return dict(sorted(found.items()))


def _promoted(wanted: dict[str, Rendition]) -> bool:
    rows = list(PublicFile.objects.filter(key__in=wanted).order_by("key").select_for_update())
    if len(rows) < len(wanted):
        return False
    fresh = [row.pk for row in rows if _make_public(row, wanted[row.key])]
    if fresh:
        PublicFile.objects.filter(pk__in=fresh).update(verified_at=Now())
    return True


def _make_public(row: PublicFile, rendition: Rendition) -> bool:
    """Whether anything had to be done. What was verified before is not held up by a store that is down now."""
    store = public_store()
    if row.verified_at:
        try:
            if store.size_of(row.key) == rendition.bytes:
                return False
        except (BotoCoreError, ClientError):
            return False
    for _ in range(2):
        _copy(row.key, rendition)
        if store.digest(row.key) == rendition.sha256:
            return True
        # Left by something that was not us, or damaged on the way: the store never overwrites.
        store.remove(row.key)
    raise FilesMissing(
        f"{rendition} in the private store is not the file that was approved. Upload it again."
    )


def _copy(key: str, rendition: Rendition) -> None:
    try:
        public_store().take(
            key,
            origin=private_store(),
            origin_key=rendition.private_key,
            content_type=rendition.content_type,
        )
    except FileNotFoundError as error:
        raise FilesMissing(f"{rendition} is not in the private store any more. Upload it again.") from error


def _remove(key: str) -> None:
    store = public_store()
    store.remove(key)
    if store.digest(key) is not None:
        raise StoreTrouble(f"{key} can still be read after it was deleted.")


@contextmanager
def _store_trouble() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError, OSError) as error:
        raise StoreTrouble(f"The store of public files does not work: {error}") from error
