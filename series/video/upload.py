"""An upload is a start and a finish; what is not finished is invalid and swept away (see `sweep`)."""

from pathlib import Path

from django.core.files.base import File
from django.db import IntegrityError, transaction

from series.models import Asset
from series.models.asset import AssetKind
from series.states import AssetState
from series.video import intake, renditions
from series.video.keys import key_for
from series.video.refusal import Refused
from series.video.spool import Spooled, spooled
from sparks.accounts.models import User
from sparks.states import IllegalMove
from sparks.storages import private_store


def receive(*, file: File, kind: str, by: User | None) -> Asset:
    """Take a file in. The asset that comes back is `ready`, or `refused` with sentences in `refusal`.

    The same bytes twice give the same asset. Pictures and captions have their renditions on return; a film's is
    made by the media worker, which is told when the transaction commits. Killed on the way, it leaves a
    `started` row, which nothing may use.
    """
    asset = start(name=file.name or "", kind=AssetKind(kind), by=by)
    try:
        with spooled(file, most=intake.largest(AssetKind(kind))) as spool:
            asset = finish(asset, spool=spool)
    except Refused as refused:
        return _refuse(asset, refused)
    renditions.order(asset)
    return asset


def start(*, name: str, kind: AssetKind, by: User | None) -> Asset:
    # The name is for people to recognise the file by; no path and no key is made of it.
    plain = Path(name.replace("\\", "/")).name.replace("\0", "")[-255:] or "unnamed"
    return Asset.objects.create(kind=kind, original_name=plain, uploaded_by=by)


def finish(asset: Asset, *, spool: Spooled) -> Asset:
    """Inspect, store, and make the asset ready; gives the older asset, and drops this one, for the same bytes.

    Raises Refused. Between storing and the move to ready only a `started` row names the key: `sweep` finds it.
    """
    twin = _twin(asset.kind, spool.sha256)
    if twin:
        return _instead(asset, twin)
    inspected = intake.inspect(spool.path, kind=AssetKind(asset.kind))
    asset.sha256, asset.bytes = spool.sha256, spool.size
    asset.content_type, asset.facts = inspected.content_type, inspected.facts
    asset.private_key = key_for(
        "private", sha256=spool.sha256, recipe="original", extension=inspected.extension
    )
    asset.save(update_fields=["sha256", "bytes", "content_type", "facts", "private_key"])
    private_store().put(asset.private_key, spool.path, content_type=asset.content_type)
    try:
        with transaction.atomic():
            _move(asset, AssetState.READY)
    except IntegrityError:
        twin = _twin(asset.kind, spool.sha256)
        if twin is None:
            raise
        return _instead(asset, twin)
    return asset


def _twin(kind: str, sha256: str) -> Asset | None:
    return Asset.objects.filter(kind=kind, sha256=sha256, state=AssetState.READY).first()


def _instead(asset: Asset, twin: Asset) -> Asset:
    asset.delete()
    return twin


def _refuse(asset: Asset, refused: Refused) -> Asset:
    asset.refusal = "\n".join(refused.sentences)
    _move(asset, AssetState.REFUSED)
    return asset


def _move(asset: Asset, state: AssetState) -> None:
    moved = Asset.objects.filter(pk=asset.pk, state=AssetState.STARTED).update(
        state=state, refusal=asset.refusal
    )
    if not moved:
        raise IllegalMove("This upload was swept away because it took too long. Send the file again.")
    asset.state = state
