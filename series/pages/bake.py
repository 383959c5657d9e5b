"""Baking: a marked page becomes a file.

One baker a page at a time, by a session advisory lock taken before the snapshot: whoever gets the lock sees every
mark that was committed before. Render and write under the lock; delete exactly the marks that were seen. If the
process dies anywhere, the marks are still there and the page is baked again.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from django.conf import settings
from django.db import OperationalError, connection, transaction

from series.models import Page
from series.models.page import PageState, Rank
from series.pages import files
from series.pages.live import LiveSet
from series.pages.notice import render_notice
from series.pages.render import render

log = logging.getLogger(__name__)

# The first half of the advisory lock's key; the second is the page's id.
LOCK_CLASS = 0x5BA4E
# One question for both: a bake is short, and each question is a good part of it.
_WITH_MARKS = """
SELECT p.*, ARRAY(SELECT m.id FROM series_mark m WHERE m.page_id = p.id) AS seen FROM series_page p WHERE p.id = %s
"""


class Baked(StrEnum):
    WRITTEN = "written"
    SAME = "same"
    REMOVED = "removed"
    # Another baker has it; nothing was marked; or a newer build baked it.
    LEFT = "left"
    FAILED = "failed"


def bake_marked(
    *,
    max_rank: int = Rank.BUILD,
    limit: int | None = None,
    older_than: float = 0.0,
    share: tuple[int, int] = (0, 1),
) -> int:
    """Bake what is marked, most urgent first, until nothing is. Returns the number of pages baked.

    Pages that another baker holds or that fail are passed over; their marks remain for the next call.
    `older_than`, in seconds: only what has been marked that long. `share` (k, n): only the kth of n shares.
    """
    baked, passed = 0, set[int]()
    while limit is None or baked < limit:
        batch = _next_pages(max_rank=max_rank, without=passed, older_than=older_than, share=share)
        if not batch:
            break
        for page_id in batch:
            if bake(page_id) in {Baked.WRITTEN, Baked.SAME, Baked.REMOVED}:
                baked += 1
            else:
                passed.add(page_id)
            if limit is not None and baked >= limit:
                break
    return baked


def _next_pages(
    *, max_rank: int, without: set[int], older_than: float, share: tuple[int, int], size: int = 20
) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT page_id FROM (SELECT page_id, rank, id FROM series_mark WHERE rank <= %s"
            " AND NOT page_id = ANY(%s) AND created_at <= now() - make_interval(secs => %s)"
            " AND page_id %% %s = %s"
            " ORDER BY rank, id LIMIT %s) nearest"
            " GROUP BY page_id ORDER BY min(rank), min(id) LIMIT %s",
            [max_rank, list(without), older_than, share[1], share[0], size * 10, size],
        )
        return [row[0] for row in cursor.fetchall()]


def bake(page_id: int) -> Baked:
    """Bring one page's file in step with what is live. Must be called outside a transaction."""
    with _page_lock(page_id) as mine:
        if not mine:
            return Baked.LEFT
        try:
            return _bake(page_id)
        except OSError as error:
            # A full disk or a folder that is away: the marks stay, and the page is tried again.
            _record_failure(page_id, f"The file could not be written: {error}.")
        except OperationalError as error:
            log.warning("page %s is baked again: %s", page_id, error)
        except Exception as error:
            log.exception("page %s can't be baked", page_id)
            _record_failure(page_id, f"It could not be rendered: {error!r}.")
        return Baked.FAILED


@contextmanager
def _page_lock(page_id: int) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_CLASS, page_id])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_CLASS, page_id])


def _bake(page_id: int) -> Baked:
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Losing this commit in a crash only bakes the page once more.
            cursor.execute(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SET LOCAL synchronous_commit TO off"
            )
        page = next(iter(Page.objects.raw(_WITH_MARKS, [page_id])), None)
        seen: list[int] = vars(page)["seen"] if page else []
        if page is None or not seen or _newer(page.build):
            return Baked.LEFT
        return _write(page, seen)


def _newer(build: str) -> bool:
    """Builds are named so that they sort by age; an older one never bakes over a newer one's page."""
    return bool(build and settings.BUILD and build > settings.BUILD)


def _write(page: Page, seen: list[int]) -> Baked:
    file, notice = files.page_file(page.path), files.notice_file(page.path)
    live = LiveSet()
    body = render(page=page, live=live) if page.state == PageState.UP else None
    if body is None:
        if page.state == PageState.GONE:
            # The notice first: nginx tries it before the page.
            files.put(notice, render_notice(page=page, live=live))
        files.remove(file)
        _record(page, seen, content_hash="")
        if page.state == PageState.MOVED:
            # What was withdrawn and came back elsewhere: its old address leads there.
            files.remove(notice)
        return Baked.REMOVED
    wanted = files.content_hash(body)
    same = page.content_hash == wanted and files.whole(file, wanted)
    if not same:
        files.put(file, body)
    # Before the notice goes: if the page was withdrawn since our snapshot, this fails and the notice stays.
    _record(page, seen, content_hash=wanted)
    files.remove(notice)
    return Baked.SAME if same else Baked.WRITTEN


def _record(page: Page, seen: list[int], *, content_hash: str) -> None:
    """Note what was baked and delete exactly the marks that were seen."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH settled AS (DELETE FROM series_mark WHERE id = ANY(%s))"
            " UPDATE series_page SET content_hash = %s, build = %s, baked_at = statement_timestamp(), error = ''"
            " WHERE id = %s",
            [seen, content_hash, settings.BUILD, page.pk],
        )


def _record_failure(page_id: int, sentence: str) -> None:
    log.error("page %s: %s", page_id, sentence)
    Page.objects.filter(pk=page_id).update(error=sentence)
