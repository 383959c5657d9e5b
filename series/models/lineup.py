from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from series.states import IMPORT_MOVES, ImportState
from sparks import history


class Verdict(models.TextChoices):
    UNKNOWN = "", _("not checked yet")
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("same")
    WRONG = "wrong", _("wrong")


@history.track
class LineupImport(models.Model):
    """A file of episodes. The state says what is to be done next; series.lineup.work does it, once."""

    name = models.CharField(_("file"), max_length=200)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.CHECKING
    )
    columns = models.JSONField(default=list)
    ignored = models.JSONField(default=list)
    # What a person has to know: why it broke off, or that something changed since it was checked.
    trouble = models.TextField(blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    made_at = models.DateTimeField(_("uploaded at"), db_default=Now())
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("applied by"),
    )
    applied_at = models.DateTimeField(_("applied at"), null=True)
    # How many rows of each verdict, as last counted.
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("import of a line-up")
        verbose_name_plural = _("imports of line-ups")
        default_permissions = ()
        permissions = [("import_lineup", _("Can import line-ups"))]
        ordering = ["-id"]
        triggers = [IMPORT_MOVES.trigger()]
        constraints = [
            models.CheckConstraint(
                name="applied_import_has_its_time",
                condition=~Q(state=ImportState.APPLIED)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
            )
        ]
        indexes = [
            # series.lineup.work reads this: only what waits for a worker is in it.
            models.Index(
                fields=["id"], condition=Q(state__in=["checking", "applying"]), name="lineup_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"


class LineupRow(models.Model):
    """One row of the file: its text, and what the last check made of it."""

    lineup = models.ForeignKey(LineupImport, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    values = models.JSONField()
    # What was wrong with cells before their meaning was looked at: {column: sentence}.
    faults = models.JSONField(default=dict)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True, default=Verdict.UNKNOWN)
    # {column: [sentences]}, and sentences that refuse nothing.
    problems = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    # [[column, before, after]]
    changes = models.JSONField(default=list)
    # The episode it names, when there is one.
    episode = models.BigIntegerField(null=True)
    # "series id:number", for rows that mean the same episode.
    key = models.CharField(max_length=40, blank=True)
    left_out = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["lineup", "line"], name="line_once_an_import")]
        indexes = [
            models.Index(fields=["lineup", "verdict", "line"]),
            models.Index(fields=["lineup", "key"], condition=~Q(key=""), name="lineup_same_episode"),
        ]

    def __str__(self) -> str:
        return f"{self.lineup} · {self.line}"


class LineupProgress(models.Model):
    """How far the work is. A row apart: it is written while a transaction holds the import's own."""

    lineup = models.OneToOneField(
        LineupImport, on_delete=models.CASCADE, primary_key=True, related_name="progress"
    )
    step = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.step} {self.done}/{self.total}"
