from django.db import models
from django.db.models.functions import Now

from series.models import Subject
from series.newsletter.models.subscriber import Subscriber


class Reminder(models.Model):
    """That somebody wants one mail when this episode is out. It goes with the planning of that mail: see the ledger."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="reminders")
    episode = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")
    # The sentence that stood beside the button.
    consent = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscriber", "episode"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.subscriber_id} · {self.episode_id}"
