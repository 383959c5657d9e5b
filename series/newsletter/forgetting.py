"""What is not kept: addresses of those who left, letters that nobody answered, counts of knocks."""

from datetime import timedelta

from django.db.models.functions import Now

from series.newsletter.models import Bounce, Knock, Letter, Subscriber
from series.newsletter.states import SubscriberState

# As the pages say. Until then somebody can complain of a mail, and it can be told why they got it.
KEPT = timedelta(days=30)
UNANSWERED = timedelta(days=7)
BOUNCES = timedelta(days=180)


def forget() -> int:
    """Drop what is over; how many addresses went. Twice is once, and what a crash leaves goes the next time."""
    gone = (
        Subscriber.objects.filter(
            state__in=[SubscriberState.LEFT, SubscriberState.SUPPRESSED], left_at__lt=Now() - KEPT
        )
        .exclude(address="")
        .update(address="", consent="", forgotten_at=Now())
    )
    unanswered = Subscriber.objects.filter(state=SubscriberState.PENDING, created_at__lt=Now() - UNANSWERED)
    # Who was in once is in the ledger, and stays there without an address.
    unanswered.filter(deliveries__isnull=True).delete()
    unanswered.update(
        state=SubscriberState.LEFT, left_at=Now(), address="", consent="", confirm_hash="", forgotten_at=Now()
    )
    Letter.objects.filter(created_at__lt=Now() - UNANSWERED).delete()
    Bounce.objects.filter(created_at__lt=Now() - BOUNCES).delete()
    Knock.objects.filter(begun_at__lt=Now() - timedelta(hours=1)).delete()
    return gone
