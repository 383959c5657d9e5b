"""Entries made for what is live and has none, or another revision's: after an upgrade, and if one was ever missed."""

import logging
from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models import F, Q

from series.models import Asset, LiveRevision, Rendition, SearchEntry
from series.models.asset import AssetKind
from series.search.entries import KINDS
from series.search.write import write
from series.states import AssetState
from series.video import captions
from series.video.refusal import Refused
from sparks.storages import private_store

log = logging.getLogger(__name__)

BATCH = 200


def catch_up() -> int:
    """Write what is missing, some at a time, each in a transaction of its own. How many rows were written.

    A row that a release holds is left to the release. Twice is once; killed on the way, the next run goes on.
    """
    written, after = 0, 0
    while batch := list(_missing().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        written += _write(batch)
        after = batch[-1]
    # What releases only set down beside the indexes is put into them here, where nobody waits.
    with connection.cursor() as cursor:
        for index in ("search_names", "search_everything"):
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
    return written


def rebuild() -> Iterator[int]:
    """Make every entry anew, the words with them. Yields how many rows are done."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM series_searchword w WHERE NOT EXISTS (SELECT FROM series_searchentry e"
            " WHERE e.everything @@ plainto_tsquery('public.search_simple'::regconfig, w.word))"
        )
    done, after = 0, 0
    live = LiveRevision.objects.filter(kind__in=KINDS).order_by("pk")
    while batch := list(live.filter(pk__gt=after).values_list("pk", flat=True)[:BATCH]):
        _write(batch)
        done, after = done + len(batch), batch[-1]
        yield done


def verify() -> list[str]:
    """Sentences about what can't be found as it is public. Empty when all is well."""
    paths = _missing().order_by("pk").values_list("subject__pages__path", "kind", "pk")
    missing = {pk: path or f"{kind} {pk}" for path, kind, pk in paths}
    return [f"{path} is public, but is not found by what it says now." for path in missing.values()]


def _missing():  # type: ignore[no-untyped-def]
    said = SearchEntry.objects.filter(revision=F("live__revision"))
    return LiveRevision.objects.filter(kind__in=KINDS).exclude(pk__in=said.values("live"))


def _write(subjects: list[int]) -> int:
    _hear(subjects)
    with transaction.atomic():
        rows = list(
            LiveRevision.objects.filter(pk__in=subjects)
            .order_by("pk")
            .select_related("revision")
            .select_for_update(of=("self",), skip_locked=True)
        )
        write(rows)
    return len(rows)


def _hear(subjects: list[int]) -> None:
    """Captions that came before their times were kept: read once more."""
    contents = LiveRevision.objects.filter(pk__in=subjects, kind="episode").values_list(
        "revision__content__captions", flat=True
    )
    keys = [caption["key"] for named in contents for caption in named or []]
    deaf = Asset.objects.filter(
        ~Q(facts__has_key="said"),
        pk__in=Rendition.objects.filter(public_key__in=keys).values("source"),
        kind=AssetKind.CAPTIONS,
        state=AssetState.READY,
    )
    for asset in deaf:
        try:
            with private_store().local(asset.private_key) as original:
                said = captions.said(captions.read(original.read_bytes()).cues)
        except Refused:
            said = []
        except Exception:
            # One file that can't be had stops no other; without its times a film is found by its words.
            log.exception("captions %s can't be read for the search", asset.pk)
            continue
        asset.facts["said"] = said
        asset.save(update_fields=["facts"])
