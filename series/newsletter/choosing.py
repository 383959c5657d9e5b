"""What a subscriber hears of, and in which language."""

from collections.abc import Collection

from django.db import transaction

from series.models import Subject
from series.models.subject import SubjectKind
from series.newsletter.confirming import Refused
from series.newsletter.models import Following, Subscriber
from series.newsletter.states import SubscriberState

FOLLOWED = [SubjectKind.SERIES, SubjectKind.CAUSE]


def choose(
    *, token: str, language: str, everything: bool, subjects: Collection[int], consent: str = ""
) -> Subscriber:
    """Keep what somebody chose by their private link. Raises Refused with a sentence where they are not in.

    `consent` is kept of who had asked for a reminder alone, and chose the newsletter now.
    """
    with transaction.atomic():
        row = Subscriber.objects.select_for_update().filter(leave_token=token).first()
        if row is None or row.state != SubscriberState.CONFIRMED:
            raise Refused
        row.language, row.everything = language, everything
        row.consent = row.consent or consent
        row.save(update_fields=["language", "everything", "consent"])
        follow(row, everything=everything, subjects=subjects)
    return row


def follow(row: Subscriber, *, everything: bool, subjects: Collection[int]) -> None:
    """Write what is followed, in the caller's transaction, which holds the subscriber's row."""
    Following.objects.filter(subscriber=row).delete()
    if everything:
        return
    known = Subject.objects.filter(pk__in=subjects, kind__in=FOLLOWED).values_list("pk", flat=True)
    Following.objects.bulk_create([Following(subscriber=row, subject_id=pk) for pk in known])
