"""Derived files as rows: made once for each original and recipe, in the private store, ready to be promoted."""

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.db import connection, transaction
from django.db.models import QuerySet

from series.models import Asset, Rendition
from series.models.asset import AssetKind
from series.states import AssetState
from series.video import captions, images, rendition
from series.video.keys import key_for
from series.video.measured import Measured
from series.video.refusal import Refused
from series.video.spool import hashed
from sparks import messages
from sparks.storages import private_store

logger = logging.getLogger(__name__)

# First half of the advisory lock that keeps two workers from encoding one film.
LOCK_SPACE = 0x5EED


def order(asset: Asset) -> None:
    """Make what is quick at once; tell the media worker of a film. A nudge that is lost is made up by `missing`."""
    if asset.kind == AssetKind.VIDEO:
        transaction.on_commit(partial(_nudge, asset.pk))
    else:
        make(asset_id=asset.pk)


def make(*, asset_id: int) -> list[Rendition]:
    """The renditions of a ready asset, made where they are missing. Twice is once; two at once: one works.

    A film or picture that can't be made ready keeps the reason in facts["trouble"] and is not tried again
    before `retry`. A store that is down raises, and the next round tries again.
    """
    asset = Asset.objects.get(pk=asset_id, state=AssetState.READY)
    with _alone(asset_id) as alone:
        if alone and not asset.renditions.exists():
            try:
                _keep(asset)
            except Refused as refused:
                logger.error("No rendition of file %s: %s", asset_id, refused)
                _note_trouble(asset_id, str(refused))
    return list(asset.renditions.order_by("recipe"))


def missing() -> QuerySet[Asset]:
    return Asset.objects.filter(
        state=AssetState.READY, renditions__isnull=True, facts__trouble__isnull=True
    ).order_by("id")


def retry(*, asset_id: int) -> list[Rendition]:
    """Try again what failed, after a person has looked."""
    with transaction.atomic():
        asset = Asset.objects.select_for_update().get(pk=asset_id)
        asset.facts.pop("trouble", None)
        asset.save(update_fields=["facts"])
    return make(asset_id=asset_id)


def _note_trouble(asset_id: int, sentence: str) -> None:
    with transaction.atomic():
        asset = Asset.objects.select_for_update().get(pk=asset_id)
        asset.facts["trouble"] = sentence
        asset.save(update_fields=["facts"])


def _nudge(asset_id: int) -> None:
    from series.video.tasks import make_renditions

    if trouble := messages.send(make_renditions, asset_id):
        logger.warning(
            "The queue does not answer (%s); the media worker will find file %s itself.", trouble, asset_id
        )


@contextmanager
def _alone(asset_id: int) -> Iterator[bool]:
    # A session lock, not a row lock: no transaction stays open while ffmpeg works, and a dead worker frees it.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, asset_id])
        alone = bool(cursor.fetchone()[0])
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_SPACE, asset_id])


def _keep(asset: Asset) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="sparks-rendition-") as folder,
        private_store().local(asset.private_key) as original,
    ):
        rows = MAKERS[asset.kind](asset, original, Path(folder))
    # All or none: a set with a hole would look finished.
    Rendition.objects.bulk_create(rows, ignore_conflicts=True)


def _film(asset: Asset, original: Path, folder: Path) -> list[Rendition]:
    target = folder / "web.mp4"
    measured = Measured.from_json(asset.facts)
    made = rendition.make(original, measured=measured, target=target)
    return [
        _stored(
            asset,
            target,
            recipe=rendition.RECIPE,
            content_type="video/mp4",
            width=made.width,
            height=made.height,
            duration_ms=made.duration_ms,
        )
    ]


def _picture(asset: Asset, original: Path, folder: Path) -> list[Rendition]:
    rows = []
    for variant in images.variants(images.look(original.read_bytes())):
        path = folder / f"{variant.recipe}.{variant.extension}"
        path.write_bytes(variant.data)
        rows.append(
            _stored(
                asset,
                path,
                recipe=variant.recipe,
                content_type=variant.content_type,
                width=variant.width,
                height=variant.height,
            )
        )
    return rows


def _captions(asset: Asset, original: Path, folder: Path) -> list[Rendition]:
    path = folder / "captions.vtt"
    path.write_text(captions.read(original.read_bytes()).vtt, encoding="utf-8")
    return [_stored(asset, path, recipe=captions.RECIPE, content_type=captions.CONTENT_TYPE)]


def _stored(asset: Asset, path: Path, *, recipe: str, content_type: str, **measures: int) -> Rendition:
    spool = hashed(path)
    extension = path.suffix.removeprefix(".")
    private_key = key_for("private", sha256=spool.sha256, recipe=recipe, extension=extension)
    private_store().put(private_key, path, content_type=content_type)
    return Rendition(
        source=asset,
        recipe=recipe,
        sha256=spool.sha256,
        private_key=private_key,
        public_key=key_for("public", sha256=spool.sha256, recipe=recipe, extension=extension),
        bytes=spool.size,
        content_type=content_type,
        **measures,
    )


MAKERS: dict[str, Callable[[Asset, Path, Path], list[Rendition]]] = {
    AssetKind.VIDEO: _film,
    AssetKind.IMAGE: _picture,
    AssetKind.CAPTIONS: _captions,
}
