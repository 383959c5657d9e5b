"""The second look, a minute after a withdrawal or an update: nothing that went has come back.

A bake that was under way when the page went, a process that died before the files were deleted, a notice that came
after its page was public again: each is mended here. The row's `recheck_at` is cleared only when all is right.
"""

from django.db.models.functions import Now

from series.models import Mark, Page, Revision
from series.models.page import PageState, Rank
from series.pages import files
from series.pages.bake import Baked, bake
from series.video import promotion


def recheck_due(*, limit: int = 100) -> int:
    """Look again at the pages whose time has come. Returns how many were found right and are done."""
    done = 0
    for page in Page.objects.filter(recheck_at__lte=Now()).order_by("recheck_at")[:limit]:
        if _right(page):
            done += Page.objects.filter(pk=page.pk, recheck_at=page.recheck_at).update(recheck_at=None)
    return done


def _right(page: Page) -> bool:
    if not _as_it_should_be(page):
        Mark.objects.create(page=page, why="recheck", rank=Rank.SUBJECT)
        if bake(page.pk) in {Baked.LEFT, Baked.FAILED}:
            return False
    if page.subject_id is None:
        return True
    revisions = Revision.objects.filter(subject=page.subject_id).values_list("pk", flat=True)
    promotion.retract(list(revisions))
    return True


def _as_it_should_be(page: Page) -> bool:
    file, notice = files.page_file(page.path).exists(), files.notice_file(page.path).exists()
    return {PageState.GONE: notice and not file, PageState.UP: not notice}.get(
        PageState(page.state), not file
    )
