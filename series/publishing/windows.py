"""What opens and closes at an instant: a resource, and what was chosen to stand large on the front for a while.

A page knows no clock, so where such a subject stands (announced, open, closed) is kept beside its live revision, as a
premiere's date is beside its teaser, and a `Moment` at each instant to come brings it in step. A moment does not say
what to become: it looks at the dates that are live by then. So one that is late, or left over from dates that were
changed, or run twice, brings about what is right; after an outage over both instants the first of the two does it all.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from series.addresses import own_path
from series.contents.times import instant_of
from series.models import LiveRevision, Moment, Page, Revision
from series.models.live import WindowState
from series.pages import marks, touched
from series.publishing.due import database_now

# A moment's `why`, and that of its marks.
OPENS, CLOSES = "opens", "closes"
KINDS = frozenset({"resource", "front"})


def bounds(kind: str, content: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
    """When it opens and when it closes, each None where that never happens."""
    if kind == "front":
        return None, instant_of(content.get("hero_until"))
    return instant_of(content.get("opens")), instant_of(content.get("closes"))


def state_at(kind: str, content: Mapping[str, Any], now: datetime) -> WindowState:
    """Where it stands at that instant: at the instants themselves it is open, and closed, already."""
    if kind not in KINDS:
        return WindowState.NONE
    opens, closes = bounds(kind, content)
    if closes is not None and closes <= now:
        return WindowState.CLOSED
    if opens is not None and now < opens:
        return WindowState.ANNOUNCED
    return WindowState.OPEN


def tell(row: LiveRevision) -> None:
    """Bring a row that has just taken a revision in step with its dates. Twice is once.

    Changes live revisions and moments, in the release's transaction, once the row is saved (and so locked) and its
    page is there; the release marks the pages. Moments of dates that were given up go.
    """
    if row.kind not in KINDS:
        return
    content = row.revision.content
    now = database_now()
    row.window_state = state_at(row.kind, content, now)
    LiveRevision.objects.filter(pk=row.pk).update(window_state=row.window_state)
    page = Page.objects.get(path=own_path(row.kind, content))
    wanted = dict(zip((OPENS, CLOSES), bounds(row.kind, content), strict=True))
    # What another process runs just now is left to it: it waits for this row, and then looks at these dates.
    there = Moment.objects.filter(page=page, why__in=wanted).select_for_update(skip_locked=True)
    Moment.objects.filter(pk__in=[one.pk for one in there if one.instant != wanted[one.why]]).delete()
    for why, instant in wanted.items():
        if instant is not None and instant > now:
            Moment.objects.get_or_create(page=page, why=why, instant=instant)


def run_moment(moment: Moment) -> None:
    """An instant has passed: the row says what its dates say by now, and all that shows it is marked.

    Changes live revisions and marks, in the transaction that deletes the moment. The row is locked first and its
    revision read after that: an update under way is waited for, and one that comes later looks for itself.
    """
    subject = moment.page.subject_id
    which = {"kind": "front"} if subject is None else {"subject": subject, "kind": "resource"}
    row = LiveRevision.objects.select_for_update().filter(**which).first()
    if row is None:
        return
    row.revision = Revision.objects.get(pk=row.revision_id)
    state = state_at(row.kind, row.revision.content, database_now())
    if row.window_state == state:
        return
    LiveRevision.objects.filter(pk=row.pk).update(window_state=state)
    change = touched.by_window(row)
    marks.mark(change.list_refs, why=moment.why)
    for scope in change.everywhere:
        marks.mark_all(scope, why=moment.why)
