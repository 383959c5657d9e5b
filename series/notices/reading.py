"""A person's own notices: how many wait, and which were read."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.db.models.functions import Now

from series.models import Notice
from sparks.accounts.models import User

# More than this is shown as "99+": nobody counts further, and neither does the database.
MOST = 100


def of(person: User) -> QuerySet[Notice]:
    return Notice.objects.filter(person=person).order_by("-pk")


def unread(person: User) -> QuerySet[Notice]:
    return of(person).filter(read_at=None)


def unread_count(person: User) -> int:
    return unread(person)[:MOST].count()


def mark_read(*, person: User, notices: Iterable[int]) -> int:
    """Returns how many were unread until now. Notices of others are left alone."""
    return unread(person).filter(pk__in=list(notices)).update(read_at=Now())


def mark_unread(*, person: User, notices: Iterable[int]) -> int:
    return of(person).filter(pk__in=list(notices), read_at__isnull=False).update(read_at=None)


def mark_all_read(*, person: User, up_to: int, topic: str = "") -> int:
    """All that this person can have seen: what came after the notice `up_to` stays unread."""
    rows = unread(person).filter(pk__lte=up_to)
    return (rows.filter(topic=topic) if topic else rows).update(read_at=Now())
