"""What a bounce or a complaint does."""

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from series.newsletter.models import Bounce, Delivery, Subscriber
from series.newsletter.models.bounce import BounceKind
from series.newsletter.models.suppression import Why
from series.newsletter.states import MailState
from series.newsletter.suppressing import suppress

# So many soft bounces within so long, and nobody reads there.
SOFT, WITHIN = 3, timedelta(days=90)


def take(
    *, event: str, kind: BounceKind, subscriber_id: int, delivery_id: int | None = None, error: str = ""
) -> bool:
    """Note it; whether it was new. A hard bounce or a complaint ends the subscription at once, the third soft one too.

    One transaction; the same event a second time changes nothing. A complaint leaves the mail as sent: it came.
    """
    with transaction.atomic():
        Subscriber.objects.select_for_update().get(pk=subscriber_id)
        # Under the subscriber's lock: two calls that tell the same stand in line here.
        _bounce, new = Bounce.objects.get_or_create(
            event=event[:200],
            defaults={"kind": kind, "subscriber_id": subscriber_id, "delivery_id": delivery_id},
        )
        if not new:
            return False
        if delivery_id is not None and kind != BounceKind.COMPLAINT:
            Delivery.objects.filter(
                pk=delivery_id, state__in=[MailState.SENDING, MailState.SENT, MailState.UNCERTAIN]
            ).update(state=MailState.BOUNCED, error=error, lease_until=None, done_at=Now())
        if kind == BounceKind.COMPLAINT:
            suppress(subscriber_id=subscriber_id, why=Why.COMPLAINT)
        elif kind == BounceKind.HARD or _too_many(subscriber_id):
            suppress(subscriber_id=subscriber_id, why=Why.BOUNCE)
    return True


def _too_many(subscriber_id: int) -> bool:
    lately = Bounce.objects.filter(
        subscriber=subscriber_id, kind=BounceKind.SOFT, created_at__gte=Now() - WITHIN
    )
    return lately.count() >= SOFT
