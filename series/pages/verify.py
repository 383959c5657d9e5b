"""Is the public tree what the database says? Reads every page's row and file, and every file's row."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

from series.models import Mark, Page
from series.models.page import PageState
from series.pages import files
from series.pages.live import LiveSet
from series.pages.render import render

_PACKED = (".br", ".gz")


def verify(*, deep: bool = False, progress: Callable[[], None] = lambda: None) -> Iterator[str]:
    """A sentence for each thing that is wrong. `deep` renders every page again and compares.

    Pages that wait to be baked are named as such; everything else would be a fault.
    """
    marked = set(Mark.objects.values_list("page_id", flat=True))
    known: set[Path] = set()
    for page in Page.objects.order_by("pk").iterator(chunk_size=500):
        progress()
        file, notice = files.page_file(page.path), files.notice_file(page.path)
        known.update({file, notice})
        if page.pk in marked:
            yield f"{page.path} waits to be baked."
        else:
            yield from _one(page, file, notice, deep=deep)
    yield from _strangers(known)


def _one(page: Page, file: Path, notice: Path, *, deep: bool) -> Iterator[str]:
    if page.error:
        yield f"{page.path} failed: {page.error}"
    if page.state == PageState.GONE and (file.exists() or not notice.exists()):
        yield f"{page.path} is withdrawn, but its file is still there or its notice is not."
    if page.state in {PageState.DOWN, PageState.MOVED} and file.exists():
        yield f"{page.path} is not public, but a file stands there."
    if page.state != PageState.UP:
        return
    if not page.content_hash:
        if file.exists():
            yield f"{page.path} has nothing to show, but a file stands there."
    elif not files.whole(file, page.content_hash):
        yield f"{page.path} is missing or is not what was baked."
    if notice.exists():
        yield f"{page.path} is public, but a notice hides it."
    if deep:
        body = render(page=page, live=LiveSet())
        if files.content_hash(body) != page.content_hash if body is not None else bool(page.content_hash):
            yield f"{page.path} would be baked otherwise today."


def _strangers(known: set[Path]) -> Iterator[str]:
    now = time.time()
    for tree in ("pages", "notices", "errors"):
        for file in sorted((settings.PAGES_ROOT / tree).rglob("*")):
            if file.is_dir() or files.is_half_written(file, at=now):
                continue
            packed = file.suffix in _PACKED and file.with_suffix("") in known
            if file not in known and not packed:
                yield f"{file.relative_to(settings.PAGES_ROOT)} belongs to no page."
