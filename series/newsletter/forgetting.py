"""What is not kept: addresses of those who left, letters that nobody answered, counts of knocks."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from series.newsletter import reminding
from series.newsletter.models import Bounce, Delivery, Following, Knock, Letter, Reminder, Subscriber
from series.newsletter.sending import STALE
from series.newsletter.states import MailState, SubscriberState

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
    Reminder.objects.filter(subscriber__in=unanswered).delete()
    unanswered.update(
        state=SubscriberState.LEFT, left_at=Now(), address="", consent="", confirm_hash="", forgotten_at=Now()
    )
    _forget_reminders()
    Letter.objects.filter(created_at__lt=Now() - UNANSWERED).delete()
    Bounce.objects.filter(created_at__lt=Now() - BOUNCES).delete()
    Knock.objects.filter(begun_at__lt=Now() - timedelta(hours=1)).delete()
    return gone


def _forget_reminders() -> None:
    """Reminders of films that never came, and who asked for nothing but what they got: with the one-way mark."""
    Reminder.objects.filter(
        Q(created_at__lt=Now() - reminding.LONGEST) | Q(episode__live__published_at__lt=Now() - STALE)
    ).delete()
    with transaction.atomic():
        locked = list(_served().select_for_update(skip_locked=True).values_list("pk", flat=True)[:1000])
        # Asked once more under the lock: they may have chosen something in between.
        gone = list(_served().filter(pk__in=locked))
        for row in gone:
            row.address_key = f"forgotten {uuid.uuid4().hex}"
            row.address = row.consent = row.confirm_hash = ""
            row.state, row.confirm_until = SubscriberState.LEFT, None
        fields = ["address_key", "address", "consent", "confirm_hash", "state", "confirm_until"]
        Subscriber.objects.bulk_update(gone, fields, batch_size=200)
        Subscriber.objects.filter(pk__in=[row.pk for row in gone]).update(left_at=Now(), forgotten_at=Now())


def _served() -> QuerySet[Subscriber]:
    mine = Delivery.objects.filter(subscriber=OuterRef("pk"))
    under_way = mine.filter(
        Q(state__in=[MailState.QUEUED, MailState.SENDING])
        | Q(created_at__gt=Now() - reminding.KEPT)
        | Q(done_at__gt=Now() - reminding.KEPT)
    )
    return Subscriber.objects.filter(
        ~Exists(Reminder.objects.filter(subscriber=OuterRef("pk"))),
        ~Exists(Following.objects.filter(subscriber=OuterRef("pk"))),
        ~Exists(under_way),
        state=SubscriberState.CONFIRMED,
        everything=False,
    )
