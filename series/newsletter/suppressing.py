"""Addresses that are not written to."""

import pghistory
from django.db import transaction
from django.db.models.functions import Now

from series.newsletter.models import Delivery, Letter, Reminder, Subscriber, Suppression
from series.newsletter.models.suppression import Why
from series.newsletter.states import MailState, SubscriberState
from sparks.accounts.models import User


def suppress(*, subscriber_id: int, why: Why) -> None:
    """Write to this address no more, in the caller's transaction or one of its own. Twice is once.

    The address is forgotten later, as that of somebody who left is.
    """
    with transaction.atomic():
        row = Subscriber.objects.select_for_update().get(pk=subscriber_id)
        keep_from(row, why=why)
        if row.state in {SubscriberState.PENDING, SubscriberState.CONFIRMED, SubscriberState.LEFT}:
            Subscriber.objects.filter(pk=row.pk).update(
                state=SubscriberState.SUPPRESSED, left_at=Now(), confirm_hash="", confirm_until=None
            )


def keep_from(row: Subscriber, *, why: Why) -> None:
    """On the list with it, and nothing that waits is sent. The caller's transaction holds the row."""
    entry, made = Suppression.objects.get_or_create(address_key=row.address_key, defaults={"why": why})
    if not made and entry.why == Why.LEFT and why != Why.LEFT:
        # A complaint is not undone by asking again; leaving is.
        entry.why = why
        entry.save(update_fields=["why"])
    Reminder.objects.filter(subscriber=row).delete()
    for model in (Delivery, Letter):
        model._default_manager.filter(subscriber=row, state=MailState.QUEUED).update(
            state=MailState.SUPPRESSED
        )


def lift(*, suppression_id: int, by: User, reason: str) -> None:
    """Let the address be written to again, once its owner asks anew: it takes a letter and a press as ever."""
    with pghistory.context(user=by.pk, act="lift suppression", reason=reason), transaction.atomic():
        Suppression.objects.select_for_update().filter(pk=suppression_id).delete()
