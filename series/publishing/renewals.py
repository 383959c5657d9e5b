"""security.txt must say when it ends (RFC 9116), and a file knows no clock: its end stands in its page's row.

A `Moment` moves the end on every month, long before it comes, by the same tick as everything else. Each renewal leaves
the next moment in its own transaction, so that none can be lost; after an outage a late one is as good.
"""

from datetime import timedelta

from series.models import Moment, Page
from series.pages import marks
from series.pages.paths import path_for
from series.pages.touched import standing
from series.publishing.due import database_now

WHY = "renew"
EVERY = timedelta(days=30)
# RFC 9116, 2.5.5: less than a year.
LASTS = timedelta(days=330)


def ensure() -> None:
    """After every migrate: the page has an end, and the moment that moves it. Twice is once."""
    page = Page.objects.filter(path=path_for("security"), kind="security").first()
    if page is not None and not Moment.objects.filter(page=page, why=WHY).exists():
        _renew(page)


def run_moment(moment: Moment) -> None:
    """Changes the page's row, marks and moments, in the transaction that deletes the moment."""
    _renew(moment.page)


def _renew(page: Page) -> None:
    now = database_now().replace(microsecond=0)
    Page.objects.filter(pk=page.pk).update(key=(now + LASTS).date().isoformat())
    Moment.objects.get_or_create(page=page, why=WHY, instant=now + EVERY)
    marks.mark(standing("security"), why=WHY)
