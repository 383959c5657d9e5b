"""Who has a working copy open now: told by a heartbeat of their page, forgotten when it stops. It blocks nobody."""

from datetime import timedelta

from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.functions import Now

from series.models import Presence, Subject
from sparks.accounts.models import User

# A heartbeat comes every fifteen seconds; two may be lost.
HERE_FOR = timedelta(seconds=40)
FORGOTTEN_AFTER = timedelta(days=1)

_NOTE = """
    INSERT INTO series_presence AS there (person_id, subject_id, since, seen_at, typing_since)
    VALUES (%(person)s, %(subject)s, clock_timestamp(), clock_timestamp(),
            CASE WHEN %(typing)s THEN clock_timestamp() END)
    ON CONFLICT (subject_id, person_id) DO UPDATE SET
        since = CASE
            WHEN there.seen_at < clock_timestamp() - %(here)s::interval THEN clock_timestamp()
            ELSE there.since
        END,
        typing_since = CASE
            WHEN %(typing)s AND there.seen_at >= clock_timestamp() - %(here)s::interval
                THEN COALESCE(there.typing_since, clock_timestamp())
            WHEN %(typing)s THEN clock_timestamp()
            WHEN %(opened)s AND there.seen_at >= clock_timestamp() - %(here)s::interval THEN there.typing_since
        END,
        seen_at = clock_timestamp()
"""


def note(*, subject: Subject, by: User, typing: bool, opened: bool = False) -> None:
    """This person has it open. One statement; twice is once. A page just `opened` does not say that another page of
    theirs stopped typing.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _NOTE,
            {
                "person": by.pk,
                "subject": subject.pk,
                "typing": typing,
                "opened": opened,
                "here": f"{HERE_FOR.total_seconds()} s",
            },
        )


def leave(*, subject: Subject, by: User) -> None:
    Presence.objects.filter(subject=subject, person=by).delete()


def here() -> QuerySet[Presence]:
    """Everybody who has anything open now."""
    return Presence.objects.filter(seen_at__gte=Now() - Value(HERE_FOR))


def others(*, subject: Subject, but: User) -> list[Presence]:
    """Everybody else who has it open now, who came first first."""
    rows = here().filter(subject=subject).exclude(person=but)
    return list(rows.select_related("person").order_by("since", "pk"))


def prune() -> int:
    deleted, _rows = Presence.objects.filter(seen_at__lt=Now() - Value(FORGOTTEN_AFTER)).delete()
    return deleted
