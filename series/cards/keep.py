"""Cards as files: drawn once for the same content, in the private store, promoted like every other rendition."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from PIL import Image

from series.cards.compose import compose
from series.cards.drawn import CONTENT_TYPE, HEIGHT, RECIPE, WIDTH
from series.models import Rendition, Revision
from series.video.keys import key_for
from series.video.spool import hashed
from sparks.storages import private_store

# As many revisions at a time are looked through for cards that are not drawn yet.
BATCH = 200


def draw(contents: Iterable[Mapping[str, Any]]) -> None:
    """Draw the cards of these contents where that was not done. Twice is once; two at once make one.

    A card whose still is not in the private store is left undrawn: who needs it finds the still missing, too.
    """
    cards = {content["card"]["key"]: content["card"] for content in contents if content.get("card")}
    there = (
        Rendition.objects.filter(public_key__in=cards).values_list("public_key", flat=True) if cards else ()
    )
    for key in sorted(cards.keys() - set(there)):
        with _still(cards[key]["drawn"].get("still")) as still:
            if still is not None or not cards[key]["drawn"].get("still"):
                _store(key, compose(cards[key]["drawn"], still=still))


def draw_of(revision_ids: Iterable[int]) -> None:
    draw(Revision.objects.filter(pk__in=list(revision_ids)).values_list("content", flat=True))


def draw_missing() -> int:
    """Draw what was frozen and has no card yet, the oldest first. How many revisions that were."""
    missing = _missing()
    for revision in missing:
        draw_of([revision])
    return len(missing)


def _missing() -> list[int]:
    """Looked for from the newest revision back, to a batch in which none is missing: what is older was done before."""
    found: list[int] = []
    below, more = 2**62, True
    while more:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT v.id, v.key IS NOT NULL AND NOT EXISTS ("
                "  SELECT FROM series_rendition r WHERE r.public_key = v.key)"
                " FROM (SELECT id, content #>> '{card,key}' AS key FROM series_revision"
                "        WHERE id < %s ORDER BY id DESC LIMIT %s) v ORDER BY v.id DESC",
                [below, BATCH],
            )
            rows = cursor.fetchall()
        missing = [pk for pk, is_missing in rows if is_missing]
        found += missing
        more = bool(missing) and len(rows) == BATCH
        below = rows[-1][0] if rows else 0
    return found[::-1]


@contextmanager
def _still(key: str | None) -> Iterator[Image.Image | None]:
    row = Rendition.objects.filter(public_key=key).order_by("-id").first() if key else None
    if row is None:
        yield None
        return
    try:
        opened = private_store().local(row.private_key)
        with opened as path, Image.open(path) as still:
            still.load()
            picture = still.copy()
    except FileNotFoundError:
        yield None
        return
    yield picture


def _store(key: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory(prefix="sparks-card-") as folder:
        path = Path(folder) / "card.jpg"
        path.write_bytes(data)
        spool = hashed(path)
        private_key = key_for("private", sha256=spool.sha256, recipe=RECIPE, extension="jpg")
        private_store().put(private_key, path, content_type=CONTENT_TYPE)
    row = Rendition(
        recipe=RECIPE,
        sha256=spool.sha256,
        private_key=private_key,
        public_key=key,
        bytes=spool.size,
        content_type=CONTENT_TYPE,
        width=WIDTH,
        height=HEIGHT,
    )
    Rendition.objects.bulk_create([row], ignore_conflicts=True)
