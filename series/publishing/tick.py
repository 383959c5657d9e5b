"""The loop that meets the instant.

Beat sends a tick each second; one process at a time works on it. If the next instant is less than a second away,
it sleeps that long on the monotonic clock, with no transaction open, and then claims in a new one. A tick that
can't get the lock helps with what is overdue, if anything is, and returns at once, so a backlog of ticks drains by
itself.
"""

import itertools
import logging
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

from series.models import Mark, Page, Release
from series.models.page import PageState, Rank
from series.models.release import ReleaseKind
from series.pages import files
from series.pages.bake import bake, bake_marked
from series.pages.live import LiveSet
from series.pages.notice import render_notice
from series.publishing import seal
from series.publishing.due import due_releases, seconds_to_next
from series.publishing.moments import run_due_moments
from series.publishing.run import Ran, run_together
from series.video import promotion

log = logging.getLogger(__name__)

TICK_LOCK = (0x5BA4E + 1, 0)
# As long as beat's interval and a little: between two ticks nobody must be asleep elsewhere.
LOOK_AHEAD = 1.2
# Lists are baked after so many releases, too, so that a storm shows its first films on the home page soon.
BATCH = 400
# So many share a transaction before their own pages are baked: most of a release's work is asking the database.
HANDFUL = 25
# Due for this long, in seconds, a release is run by every process that hears a tick.
HELP_AFTER = 1.0


def tick() -> int:
    """Run everything that is due or is due within the next second. Returns how many releases went out."""
    if not seal.is_open():
        return 0
    with _tick_lock() as mine:
        return _tick() if mine else run_due(overdue_by=HELP_AFTER, anywhere=True)


def _tick() -> int:
    published = run_due()
    while (wait := seconds_to_next()) is not None and wait <= LOOK_AHEAD:
        if wait > 0:
            time.sleep(wait)
        went = run_due()
        published += went
        # What is due and did not go (held back by a passing trouble) waits for the next tick, not for this loop.
        if not went and wait <= 0:
            break
    return published


def run_due(*, overdue_by: float = 0.0, anywhere: bool = False) -> int:
    """Run the releases that are due, baking their own pages at once, and all the lists in the end.

    Safe in several processes at once; each release goes out once. Call outside a transaction. `anywhere`: begin
    at any of them, so as not to follow on the heels of another process.
    """
    published = unlisted = 0
    left: set[int] = set()
    while batch := [i for i in due_releases(limit=BATCH + len(left), overdue_by=overdue_by) if i not in left]:
        batch = batch[:BATCH]
        if anywhere:
            random.shuffle(batch)
        for handful in itertools.batched(batch, HANDFUL):
            ran = run_together(handful)
            out = [release_id for release_id in handful if ran[release_id] == Ran.PUBLISHED]
            follow(out)
            published += len(out)
            unlisted += len(out)
            left.update(release_id for release_id in handful if ran[release_id] in {Ran.LEFT, Ran.AGAIN})
        # Not where others ran most of the batch: each list would be baked as often as there are helpers.
        if unlisted >= BATCH:
            bake_marked(max_rank=Rank.LIST)
            unlisted = 0
    if run_due_moments() or published:
        bake_marked(max_rank=Rank.LIST)
    return published


def follow(release_ids: Sequence[int]) -> None:
    """What comes right after the commit: the subjects' own pages, then files that must go.

    If the process dies before or during it, the marks and the second look bring the same about.
    """
    withdrawals = Release.objects.filter(pk__in=release_ids, kind=ReleaseKind.WITHDRAW)
    for release in withdrawals:
        put_notices(release)
    pages = Mark.objects.filter(release__in=release_ids, rank=Rank.SUBJECT).order_by("id")
    for page_id in dict.fromkeys(pages.values_list("page_id", flat=True)):
        bake(page_id)
    for release in withdrawals:
        _retract(release)


def put_notices(release: Release) -> None:
    """Put the notices up at once, without waiting for a bake of the page that may be under way.

    nginx tries notices first, so that whatever the late bake writes is not seen.
    """
    live = LiveSet()
    for page in Page.objects.filter(subject__items__release=release, state=PageState.GONE).distinct():
        files.put(files.notice_file(page.path), render_notice(page=page, live=live))


def _retract(release: Release) -> None:
    revisions = release.items.values_list("subject__revisions", flat=True)
    try:
        promotion.retract([revision for revision in revisions if revision is not None])
    except promotion.StoreTrouble as trouble:
        log.warning("files of release %s are deleted later: %s", release.pk, trouble)
        Page.objects.filter(subject__items__release=release.pk).update(recheck_at=release.published_at)


@contextmanager
def _tick_lock() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", TICK_LOCK)
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", TICK_LOCK)
