"""Leaving: by one press in the mail program (RFC 8058), or on the page."""

from django.db import transaction
from django.db.models.functions import Now

from series.newsletter.confirming import Refused
from series.newsletter.models import Following, Subscriber
from series.newsletter.models.suppression import Why
from series.newsletter.states import SubscriberState
from series.newsletter.suppressing import keep_from


def leave(token: str) -> Subscriber:
    """Write to them no more. What waits for them is suppressed in the same transaction; the second time is the same.

    Their hash goes on the suppression list at once; their address is forgotten after `forgetting.KEPT`. Raises
    Refused where nobody was ever given this token.
    """
    with transaction.atomic():
        row = Subscriber.objects.select_for_update().filter(leave_token=token).first()
        if row is None:
            raise Refused
        if row.state == SubscriberState.LEFT:
            return row
        keep_from(row, why=Why.LEFT)
        Following.objects.filter(subscriber=row).delete()
        Subscriber.objects.filter(pk=row.pk).update(
            state=SubscriberState.LEFT, left_at=Now(), confirm_hash="", confirm_until=None
        )
        row.refresh_from_db()
    return row
