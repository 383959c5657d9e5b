from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from series.models.subject import Subject


class Draft(models.Model):
    """What one person typed on one page of a working copy and has not saved. Never public and in no history."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="drafts")
    # The browser page it was typed on: two tabs of one person are two drafts.
    page = models.CharField(max_length=40)
    # Counted by that page, so that a message that comes late does not undo a newer one.
    step = models.PositiveBigIntegerField(default=0)
    # What the page was made from, as series.admin's forms carry it.
    seen_version = models.PositiveIntegerField(default=0)
    seen_related = models.JSONField(default=dict)
    # {field: [values as a browser sends them]}, only of fields that differ from the working copy.
    typed = models.JSONField(default=dict)
    kept_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(fields=["person", "subject", "page"], name="one_draft_a_page"),
        ]
        # series.drafts.prune reads this.
        indexes = [models.Index(fields=["kept_at"], name="draft_age")]

    def __str__(self) -> str:
        return f"{self.subject} · {self.kept_at:%Y-%m-%d %H:%M:%S}"
