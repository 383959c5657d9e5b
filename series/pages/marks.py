"""Marks: which pages must be baked again. Inserted rows only, so that no two releases wait for one another here."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import connection
from django.db.models.functions import Now

from series.models import Mark, Page, Release
from series.models.page import PageState, Rank
from series.models.release import ReleaseKind
from series.pages.touched import STANDING, PageRef, Touched, standing

# A withdrawal looks again after this long, in case a bake was under way.
SECOND_LOOK = timedelta(seconds=60)


def mark(refs: Iterable[PageRef], *, why: str, rank: int = Rank.LIST, release: Release | None = None) -> None:
    """Mark these pages, making the rows of those that never were. Lists come up with their first mark."""
    pages = _rows(refs)
    Mark.objects.bulk_create(
        [
            Mark(page_id=page.pk, why=why, rank=rank, release=release)
            for page in pages
            if page.state != PageState.MOVED
        ]
    )


def bring_up(change: Touched, *, release: Release) -> None:
    """The subject's own pages are up from now on; they and their listers are marked. Old addresses move."""
    own = _rows(change.own_refs)
    asleep = [page.pk for page in own if page.state != PageState.UP]
    if asleep:
        Page.objects.filter(pk__in=asleep).update(
            # Looked at once more: a notice that was put up late must not hide it.
            state=PageState.UP,
            notice="",
            gone_at=None,
            moved_to=None,
            recheck_at=Now() + SECOND_LOOK,
        )
    if change.left:
        Page.objects.filter(path__in=change.left).update(state=PageState.MOVED, moved_to=own[0])
        left = Page.objects.filter(path__in=change.left)
        Mark.objects.bulk_create(
            [Mark(page=page, why="moved", rank=Rank.SUBJECT, release=release) for page in left]
        )
    if release.kind == ReleaseKind.UPDATE:
        # The files of a replaced cut are looked after a minute later.
        Page.objects.filter(pk=own[0].pk).update(recheck_at=Now() + SECOND_LOOK)
    Mark.objects.bulk_create(
        [Mark(page=page, why=release.kind, rank=Rank.SUBJECT, release=release) for page in own]
    )
    mark(change.list_refs, why=release.kind, release=release)
    for scope in change.everywhere:
        mark_all(scope, why=release.kind)


def take_down(change: Touched, *, release: Release) -> None:
    """The subject's own pages are gone, with the release's notice; they and their listers are marked."""
    own = _rows(change.own_refs)
    Page.objects.filter(pk__in=[page.pk for page in own]).update(
        state=PageState.GONE,
        notice=release.notice,
        gone_at=release.instant,
        recheck_at=Now() + SECOND_LOOK,
    )
    Mark.objects.bulk_create(
        [Mark(page=page, why="withdraw", rank=Rank.SUBJECT, release=release) for page in own]
    )
    mark(change.list_refs, why="withdraw", release=release)


def mark_all(scope: str = "all", *, why: str) -> int:
    """Mark every page that is up ("all"), or those that carry a series' or a cause's name, at the lowest rank."""
    where, values = "state IN ('up', 'gone')", []
    if scope != "all":
        kind, subject = scope.split(":")
        column = {"series": "l.series = %s", "cause": "l.causes @> ARRAY[%s]::bigint[]"}[kind]
        where += f" AND subject_id IN (SELECT l.subject_id FROM series_liverevision l WHERE {column})"
        values = [int(subject)]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO series_mark (page_id, why, rank, release_id, created_at)"
            f" SELECT id, %s, %s, NULL, now() FROM series_page WHERE {where}",
            [why, int(Rank.BUILD), *values],
        )
        return cursor.rowcount


def ensure_standing() -> None:
    """The pages of an empty hub: there from the first migration on."""
    refs = standing(*STANDING)
    there = set(Page.objects.filter(path__in=[ref.path for ref in refs]).values_list("path", flat=True))
    mark([ref for ref in refs if ref.path not in there], why="standing")


def open_marks(release: Release, *, rank: int | None = None) -> bool:
    """Whether pages of this release still wait to be baked."""
    rows = Mark.objects.filter(release=release)
    return (rows if rank is None else rows.filter(rank__lte=rank)).exists()


def _rows(refs: Iterable[PageRef]) -> list[Page]:
    """The rows of these pages, in the order asked for, made where they are missing."""
    wanted = {ref.path: ref for ref in refs}
    if not wanted:
        return []
    found = {page.path: page for page in Page.objects.filter(path__in=wanted)}
    # In one order, so that two transactions that make the same pages wait for each other and don't deadlock.
    missing = [wanted[path] for path in sorted(wanted) if path not in found]
    if missing:
        Page.objects.bulk_create(
            [
                Page(path=ref.path, kind=ref.kind, key=ref.key, subject_id=ref.subject, state=PageState.UP)
                for ref in missing
            ],
            ignore_conflicts=True,
        )
        made = Page.objects.filter(path__in=[ref.path for ref in missing])
        found.update({page.path: page for page in made})
    return [found[path] for path in wanted]
