"""Makes a mail of what waits for one person. The row and which notices it carries are one transaction."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from series.models import Notice, NoticeMail
from series.models.notice import Way
from series.notices.post.morning import last_morning
from series.publishing import seal
from series.publishing.due import database_now
from sparks.accounts.models import User

# Of a person who was away for long, so many stand in one mail; the rest go in the next.
MOST = 50


def gather(*, at: datetime | None = None) -> int:
    """Make the mails that are due now, and return how many. `at` stands for the database's clock, for mornings.

    Each notice is in one mail at most: whoever gathers holds its row, and another leaves it. What was read at the
    desk meanwhile is not mailed.
    """
    if not seal.is_open():
        return 0
    now = at or database_now()
    made = 0
    for person in _people(Way.NOW):
        made += _at_once(person)
    for person in _people(Way.MORNING):
        morning = last_morning(at=now, zone=person.zone)
        if morning is not None:
            made += _digest(person, day=morning[0], until=morning[1])
    return made


def _people(way: Way) -> Iterable[User]:
    waiting = Notice.objects.filter(way=way, mail=None, read_at=None)
    # Nobody whose account is closed is written to, nor later when it is opened again.
    waiting.filter(person__is_active=False).update(way=Way.DESK)
    return User.objects.filter(pk__in=waiting.values("person")).order_by("pk")


def _at_once(person: User) -> int:
    with transaction.atomic():
        rows = _waiting(person, Way.NOW)
        return _carry(person, rows, key=f"notice {rows[0]}") if rows else 0


def _digest(person: User, *, day: str, until: datetime) -> int:
    """One a day: what comes after the morning waits for the next."""
    key = f"morning {day}"
    if NoticeMail.objects.filter(person=person, key=key).exists():
        return 0
    with transaction.atomic():
        rows = _waiting(person, Way.MORNING, until=until)
        return _carry(person, rows, key=key) if rows else 0


def _waiting(person: User, way: Way, *, until: datetime | None = None) -> list[int]:
    rows = Notice.objects.filter(person=person, way=way, mail=None, read_at=None)
    if until is not None:
        rows = rows.filter(created_at__lt=until)
    locked = rows.order_by("pk").select_for_update(skip_locked=True, of=("self",))
    return list(locked.values_list("pk", flat=True)[:MOST])


def _carry(person: User, notices: list[int], *, key: str) -> int:
    try:
        with transaction.atomic():
            mail = NoticeMail.objects.create(person=person, key=key)
    except IntegrityError:
        # Somebody else made this morning's meanwhile.
        return 0
    Notice.objects.filter(pk__in=notices).update(mail=mail)
    return 1
