"""security.txt must say when it ends (RFC 9116), and a file knows no clock: its end stands in its page's row.

Every hour it is looked at, and moved on a month after it was moved last: long before it comes. A look that is late, or
that several take at once, brings about the same.
"""

from datetime import date, timedelta

from django.db import transaction

from series.models import Page
from series.pages import marks
from series.pages.paths import path_for
from series.pages.touched import standing
from series.publishing.due import database_now

# RFC 9116, 2.5.5: less than a year.
LASTS = timedelta(days=330)
MOVED_AFTER = timedelta(days=30)


def renew() -> bool:
    """Move the end on if it is time. Changes the page's row and marks, in a transaction of its own; twice is once."""
    today = database_now().date()
    with transaction.atomic():
        page = Page.objects.select_for_update().filter(path=path_for("security"), kind="security").first()
        if page is None or _ends(page) - today > LASTS - MOVED_AFTER:
            return False
        page.key = (today + LASTS).isoformat()
        page.save(update_fields=["key"])
        marks.mark(standing("security"), why="renewed")
    return True


def _ends(page: Page) -> date:
    try:
        return date.fromisoformat(page.key)
    except ValueError:
        return date.min
