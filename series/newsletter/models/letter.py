import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from series.models import Subject
from series.newsletter.models.subscriber import Subscriber
from series.newsletter.states import MAIL_MOVES, MailState


class LetterKind(models.TextChoices):
    CONFIRM = "confirm"
    # To who asked again and is in already: only the owner of the address learns it.
    ALREADY = "already"
    # To who asks to be reminded of one film.
    REMIND = "remind"


class Letter(models.Model):
    """A mail about the subscription itself, as an answer to the form. The row is written before anything is sent."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=10, choices=LetterKind.choices)
    # The film that a reminder is of.
    episode = models.ForeignKey(Subject, on_delete=models.CASCADE, null=True, related_name="+")
    message_id = models.UUIDField(default=uuid.uuid4)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(db_default=Now())
    lease_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        triggers = [MAIL_MOVES.trigger()]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state__in=["queued", "sending"]), name="letter_open")
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.subscriber_id}"
