"""Doors for Celery. What is due stands in the database; a task that is lost, late or doubled changes nothing."""

import contextlib

from celery import shared_task
from kombu.exceptions import OperationalError

from series import drafts, health, presence
from series.health import canary
from series.lineup.work import work
from series.models.page import Rank
from series.notices import at_risk, post, prune, trouble
from series.pages import bake, files, recheck
from series.publishing import effects, renewals, seal
from series.publishing.due import crowded
from series.publishing.tick import tick
from series.search import rebuild as search
from series.statistics.settle import settle
from series.video import tasks as video_tasks

# Celery looks for tasks here; those of the media worker stand with its code.
__all__ = ["video_tasks"]


@shared_task(name="series.tick")
def run_tick() -> None:
    canary.sing()
    if tick():
        # In another worker, not within the tick: a receiver that is slow must not hold up the next release.
        # Without Redis this task would not run; if it goes only now, beat or the watcher asks a little later.
        with contextlib.suppress(OperationalError):
            deliver_effects.apply_async(retry=False)


@shared_task(name="series.bake_marked")
def bake_marked() -> None:
    bake.bake_marked(max_rank=Rank.SUBJECT)
    # Lists are baked by whoever published; what still waits after a moment is ours. So a storm bakes each list seldom.
    bake.bake_marked(older_than=5.0 if crowded() else 1.0)


@shared_task(name="series.deliver_effects")
def deliver_effects() -> None:
    if seal.is_open():
        effects.deliver_due()


@shared_task(name="series.recheck_withdrawn")
def recheck_withdrawn() -> None:
    recheck.recheck_due()


@shared_task(name="series.renew_security")
def renew_security() -> None:
    renewals.renew()


@shared_task(name="series.sweep_pages")
def sweep_pages() -> None:
    files.sweep_temporary()


@shared_task(name="series.work_on_lineups")
def work_on_lineups() -> None:
    work()


@shared_task(name="series.heartbeat")
def heartbeat() -> None:
    health.heartbeat()


@shared_task(name="series.tell_trouble")
def tell_trouble() -> None:
    """What is late is said within seconds. A restored copy, where everything is late, is silent."""
    if seal.is_open():
        trouble.tell_overdue()


@shared_task(name="series.tell_risks")
def tell_risks() -> None:
    if seal.is_open():
        at_risk.tell()


@shared_task(name="series.post_notices")
def post_notices() -> None:
    post.gather()
    post.send_due()


@shared_task(name="series.prune_notices")
def prune_notices() -> None:
    prune.prune()


@shared_task(name="series.forget_drafts")
def forget_drafts() -> None:
    drafts.prune()
    presence.prune()


@shared_task(name="series.catch_up_search")
def catch_up_search() -> None:
    search.catch_up()


@shared_task(name="series.settle_counts")
def settle_counts() -> None:
    settle()
