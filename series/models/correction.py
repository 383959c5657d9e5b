from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from series.models.release import Release
from series.models.subject import Subject


class CorrectionKind(models.TextChoices):
    CORRECTED = "corrected", _("corrected")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Correction(models.Model):
    """A line of the public log of corrections: what was said of something when it was put right or taken off.

    Written in its release's transaction and never changed. Its id is its place: a number that a failed transaction
    took leaves a hole, and old parts of the log stay as they are.
    """

    kind = models.CharField(max_length=10, choices=CorrectionKind.choices)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    notice = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "subject"], name="correction_once_a_release"),
            models.CheckConstraint(name="correction_says_something", condition=~Q(notice="")),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} · {self.kind}"
