"""Doors for the media worker. Thin: each fetches by id and calls one function."""

from celery import shared_task

from series.cards import keep as cards
from series.cards import unused
from series.video import renditions, strays, sweep


@shared_task(name="series.make_renditions")
def make_renditions(asset_id: int) -> None:
    renditions.make(asset_id=asset_id)


@shared_task(name="series.make_missing_renditions")
def make_missing_renditions() -> None:
    for asset in renditions.missing():
        renditions.make(asset_id=asset.pk)
    cards.draw_missing()


@shared_task(name="series.sweep_uploads")
def sweep_uploads() -> None:
    unused.forget()
    sweep.run()
    strays.clear()


@shared_task(name="series.clear_strays")
def clear_strays() -> None:
    strays.clear_recent()
