from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """What a notice is about; each person chooses by topic what comes by mail, too."""

    REVIEW = "review", _("a review waits for you, or yours was decided")
    COMMENT = "comment", _("somebody mentioned you or answered you")
    ASSIGNED = "assigned", _("something was given to you")
    AT_RISK = "at_risk", _("a slot is near and something is missing")
    HELD = "held", _("a release is held or overdue")
    PREVIEW = "preview", _("somebody answered on a preview")
    IMPORT = "import", _("an import has ended")


class Notice(models.Model):
    """One sentence for one person, at the desk. `key` tells what it is about, so that twice is once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    topic = models.CharField(max_length=20, choices=Topic.choices)
    sentence = models.TextField()
    # A path of the desk where the matter can be looked at.
    path = models.CharField(max_length=300)
    key = models.CharField(max_length=200)
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_notice_a_person_and_key")]
        indexes = [
            models.Index(fields=["person", "-id"]),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return self.sentence
