"""What was typed and not saved, kept for the person who typed it until it is saved, thrown away or old."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from series.models import Draft, Subject
from series.publishing.due import database_now
from sparks.accounts.models import User

KEPT_FOR = timedelta(days=30)
# Of one working copy; a film's words are a few thousand letters.
LARGEST = 200_000


class TooLong(Exception):
    """The message says what to do."""


def keep(
    *,
    subject: Subject,
    by: User,
    page: str,
    step: int,
    seen_version: int,
    seen_related: Mapping[str, Any],
    typed: Mapping[str, list[str]],
) -> datetime | None:
    """Keep what differs from the working copy now; the time by the database's clock. None when nothing differs.

    The working copy, its version and its history stay as they are. A message that comes late, after a newer one or
    after what it says was saved, changes nothing.
    """
    if sum(len(value) for values in typed.values() for value in values) > LARGEST:
        raise TooLong("This is too long to keep as a draft. Save it.")
    mine: dict[str, Any] = {"person": by, "subject": subject, "page": page}
    if not typed:
        Draft.objects.filter(**mine, step__lt=step).delete()
        return None
    with transaction.atomic():
        Draft.objects.get_or_create(**mine)
        Draft.objects.filter(**mine, step__lt=step).update(
            step=step,
            seen_version=seen_version,
            seen_related=dict(seen_related),
            typed=dict(typed),
            kept_at=Now(),
        )
        return Draft.objects.get(**mine).kept_at


def keep_refused(
    *,
    subject: Subject,
    by: User,
    page: str,
    seen_version: int,
    seen_related: Mapping[str, Any],
    typed: Mapping[str, list[str]],
) -> None:
    """Keep what a form could not save. It is newer than anything its page sent before."""
    last = Draft.objects.filter(person=by, subject=subject, page=page).values_list("step", flat=True).first()
    keep(
        subject=subject,
        by=by,
        page=page,
        step=(last or 0) + 1,
        seen_version=seen_version,
        seen_related=seen_related,
        typed=typed,
    )


def of(*, subject: Subject, by: User) -> list[Draft]:
    """This person's drafts of this working copy, the newest first."""
    return list(
        Draft.objects.filter(subject=subject, person=by).exclude(typed={}).order_by("-kept_at", "-pk")
    )


def find(*, draft_id: int, by: User) -> Draft | None:
    """A draft is for the eyes of the person who typed it, nobody else's."""
    return Draft.objects.select_related("subject").filter(pk=draft_id, person=by).first()


def throw_away(*, draft_id: int, by: User) -> bool:
    deleted, _rows = Draft.objects.filter(pk=draft_id, person=by).delete()
    return bool(deleted)


def saved(*, subject: Subject, by: User, page: str, taken: str) -> None:
    """What was typed on this page is in the working copy now. So is the draft it began with, named ID:STEP, unless
    more was typed elsewhere since.
    """
    mine = Draft.objects.filter(subject=subject, person=by)
    mine.filter(page=page).delete()
    draft_id, _colon, step = taken.partition(":")
    if draft_id.isdigit() and step.isdigit():
        mine.filter(pk=int(draft_id), step=int(step)).delete()


def prune() -> int:
    """Forget what nobody took back for a month."""
    deleted, _rows = Draft.objects.filter(kept_at__lt=database_now() - KEPT_FOR).delete()
    return deleted
