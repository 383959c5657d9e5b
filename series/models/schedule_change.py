from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class ScheduleChange(models.Model):
    """One act on the calendar: where each thing stood before it and after it, so that it can be undone for a while.

    `before` and `after` hold `series.calendar.scene.Spot`s as JSON, of what changed and of nothing else; None where
    there was, or is, nothing. Never changed afterwards but for `undone_at`.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="schedule_changes",
        verbose_name=_("by whom"),
    )
    at = models.DateTimeField(_("at"), db_default=Now())
    act = models.CharField(_("act"), max_length=40)
    sentence = models.TextField(_("what was done"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    seasons = ArrayField(models.BigIntegerField(), default=list)
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))
    undone_at = models.DateTimeField(_("undone at"), null=True)

    class Meta:
        verbose_name = _("change of the schedule")
        verbose_name_plural = _("changes of the schedule")
        # series.calendar.undo reads the newest of a person.
        indexes = [models.Index(fields=["person", "-id"], name="schedule_change_newest")]

    def __str__(self) -> str:
        return self.sentence
