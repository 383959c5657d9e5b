from django.db import models
from django.db.models.functions import Now

from series.newsletter.models.issue import Delivery
from series.newsletter.models.subscriber import Subscriber


class BounceKind(models.TextChoices):
    HARD = "hard"
    SOFT = "soft"
    COMPLAINT = "complaint"


class Bounce(models.Model):
    """A mail that came back, or was complained of, as a mail server or the provider told it. Told twice is once."""

    event = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=10, choices=BounceKind.choices)
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="bounces")
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, null=True, related_name="bounces")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="bounce_by_age")]

    def __str__(self) -> str:
        return f"{self.kind} · {self.event}"
