from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from series.models import Subject
from series.newsletter import tokens
from series.newsletter.addresses import masked
from series.newsletter.states import SUBSCRIBER_MOVES, SubscriberState


class Subscriber(models.Model):
    """Somebody who asked to be written to. One row an address, through leaving and coming back.

    No history: it would keep an address that was to be forgotten.
    """

    # Empty once it was forgotten; `address_key` is how its owner is known again.
    address = models.CharField(_("address"), max_length=254, blank=True)
    address_key = models.CharField(max_length=64, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    state = models.CharField(
        _("state"), max_length=10, choices=SubscriberState.choices, default=SubscriberState.PENDING
    )
    everything = models.BooleanField(_("everything"), default=True)
    # The token itself stands in the letter and nowhere else.
    confirm_hash = models.CharField(max_length=64, blank=True, editable=False)
    confirm_until = models.DateTimeField(null=True, editable=False)
    # In every mail, for as long as mails are kept: so it is kept as it is.
    leave_token = models.CharField(max_length=40, unique=True, default=tokens.new, editable=False)
    consent = models.TextField(_("what was consented to"), blank=True)
    created_at = models.DateTimeField(_("asked"), db_default=Now())
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    left_at = models.DateTimeField(_("left"), null=True)
    forgotten_at = models.DateTimeField(_("forgotten"), null=True)

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        permissions = [("reveal_address", _("Can look at a subscriber's address"))]
        ordering = ["-id"]
        triggers = [SUBSCRIBER_MOVES.trigger()]
        constraints = [
            # Beside the key, which changes with the secret it is made with.
            models.UniqueConstraint(
                fields=["address"], condition=~Q(address=""), name="one_subscriber_an_address"
            ),
            models.UniqueConstraint(
                fields=["confirm_hash"], condition=~Q(confirm_hash=""), name="one_subscriber_a_confirm_link"
            ),
            models.CheckConstraint(
                name="only_known_addresses_are_written_to",
                condition=~Q(state__in=[SubscriberState.PENDING, SubscriberState.CONFIRMED]) | ~Q(address=""),
            ),
            models.CheckConstraint(
                name="confirmed_by_somebody",
                condition=~Q(state=SubscriberState.CONFIRMED) | Q(confirmed_at__isnull=False),
            ),
        ]
        indexes = [
            # series.newsletter.planning reads this.
            models.Index(fields=["id"], condition=Q(state="confirmed"), name="subscriber_confirmed"),
            # series.newsletter.forgetting reads these.
            models.Index(fields=["left_at"], condition=~Q(address=""), name="subscriber_to_forget"),
            models.Index(fields=["created_at"], condition=Q(state="pending"), name="subscriber_pending"),
        ]

    def __str__(self) -> str:
        return masked(self.address) or str(_("forgotten"))


class Following(models.Model):
    """A series or a cause that a subscriber wants to hear of, who does not want everything."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="followings")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscriber", "subject"], name="following_once")]

    def __str__(self) -> str:
        return f"{self.subscriber_id} · {self.subject_id}"
