"""The press that makes a subscriber of somebody who asked. Looking at the page is not enough: scanners do that."""

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from series.newsletter import tokens
from series.newsletter.addresses import keys
from series.newsletter.models import Letter, Subscriber, Suppression
from series.newsletter.models.suppression import Why
from series.newsletter.states import MailState, SubscriberState


class Refused(Exception):
    """The link does not stand for anything that could be done."""


def find(token: str) -> Subscriber:
    """Whom a link was written to, while it is good. Raises Refused."""
    row = _good().filter(confirm_hash=tokens.hashed(token)).first()
    if row is None:
        raise Refused
    return row


def confirm(token: str) -> Subscriber:
    """Make them a subscriber. The second time nothing changes and the answer is the same. Raises Refused.

    Who had left comes off the suppression list; who bounced or complained is not let back by a link of before.
    """
    with transaction.atomic():
        row = _good().select_for_update().filter(confirm_hash=tokens.hashed(token)).first()
        if row is None:
            raise Refused
        if row.state == SubscriberState.PENDING:
            Subscriber.objects.filter(pk=row.pk).update(state=SubscriberState.CONFIRMED, confirmed_at=Now())
            # Another link that is still to be written would be good for nothing.
            Letter.objects.filter(subscriber=row, state=MailState.QUEUED).update(state=MailState.DROPPED)
            Suppression.objects.filter(address_key__in=keys(row.address), why=Why.LEFT).delete()
            row.refresh_from_db()
    return row


def _good() -> QuerySet[Subscriber]:
    standing = [SubscriberState.PENDING, SubscriberState.CONFIRMED]
    return Subscriber.objects.filter(confirm_until__gt=Now(), state__in=standing)
