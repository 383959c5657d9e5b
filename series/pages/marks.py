"""Marks: which pages must be baked again. Inserted rows only, so that no two releases wait for one another here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.db import connection
from django.db.models.functions import Now

from series.models import Mark, Page, Release
from series.models.page import PageState, Rank
from series.pages.touched import STANDING, PageRef, Touched, standing

# A withdrawal looks again after this long, in case a bake was under way.
SECOND_LOOK = timedelta(seconds=60)


def mark(refs: Iterable[PageRef], *, why: str, rank: int = Rank.LIST, release: Release | None = None) -> None:
    """Mark these pages, making the rows of those that never were. Lists come up with their first mark."""
    refs = list(refs)
    _mark([(refs, why, rank, release)], _rows(refs))


def bring_up(changes: Sequence[tuple[Touched, Release]]) -> None:
    """The subjects' own pages are up from now on; they and their listers are marked. Old addresses move."""
    pages = _rows([ref for change, _release in changes for ref in [*change.own_refs, *change.list_refs]])
    own = [pages[path] for change, _release in changes for path in change.own]
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
    for change, release in changes:
        if change.left:
            _move(change, release, to=pages[change.own[0]])
    for page in own:
        page.state = PageState.UP
    _mark(
        [
            one
            for change, release in changes
            for one in (
                (change.own_refs, release.kind, Rank.SUBJECT, release),
                (change.list_refs, release.kind, Rank.LIST, release),
            )
        ],
        pages,
    )
    for change, release in changes:
        for scope in change.everywhere:
            mark_all(scope, why=release.kind)


def _move(change: Touched, release: Release, *, to: Page) -> None:
    left = Page.objects.filter(path__in=change.left)
    left.update(state=PageState.MOVED, moved_to=to, notice="", gone_at=None)
    Mark.objects.bulk_create(
        [Mark(page=page, why="moved", rank=Rank.SUBJECT, release=release) for page in left]
    )


def look_again(change: Touched) -> None:
    """The files of a replaced cut are looked after a minute later."""
    Page.objects.filter(path__in=change.own[:1]).update(recheck_at=Now() + SECOND_LOOK)


def take_down(change: Touched, *, release: Release) -> None:
    """The subject's own pages are gone, with the release's notice; they and their listers are marked."""
    own = list(_rows(change.own_refs).values())
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
    for scope in change.everywhere:
        mark_all(scope, why="withdraw")


def mark_all(scope: str = "all", *, why: str) -> int:
    """Mark every page that is up ("all"), or those that carry the name of one thing, at the lowest rank."""
    where, values = "state IN ('up', 'gone')", []
    if scope != "all":
        kind, subject = scope.split(":")
        column = {
            "series": "l.series = %s",
            "cause": "l.causes @> ARRAY[%s]::bigint[]",
            "resource": "l.resources @> ARRAY[%s]::bigint[]",
        }[kind]
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


# What to mark, why, at which rank, for which release.
_Wish = tuple[Iterable[PageRef], str, int, Release | None]


def _mark(wishes: Iterable[_Wish], pages: Mapping[str, Page]) -> None:
    found = [
        (pages[ref.path].pk, why, int(rank), release.pk if release else None)
        for refs, why, rank, release in wishes
        for ref in refs
        if pages[ref.path].state != PageState.MOVED
    ]
    if found:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO series_mark (page_id, why, rank, release_id)"
                " SELECT * FROM unnest(%s::bigint[], %s::text[], %s::smallint[], %s::bigint[])",
                [list(column) for column in zip(*found, strict=True)],
            )


def _rows(refs: Iterable[PageRef]) -> dict[str, Page]:
    """The rows of these pages by path, in the order asked for, made where they are missing."""
    wanted = {ref.path: ref for ref in refs}
    if not wanted:
        return {}
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
    return {path: found[path] for path in wanted}
