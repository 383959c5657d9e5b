from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from series.models.subject import Subject


class Presence(models.Model):
    """Who has a working copy open. One row a person and subject, made new by each heartbeat; it blocks nobody."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="present")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    # Since when there is something unsaved on their page.
    typing_since = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presence")
        constraints = [
            models.UniqueConstraint(fields=["subject", "person"], name="one_presence_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.subject}"
