from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from series.models.series import Series
from series.states import SlotState
from sparks import history
from sparks.accounts.models import validate_zone


@history.track
class Season(models.Model):
    """A plan: a premiere of several, then one a week, at one wall time. Its slots are made by series.planning."""

    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, related_name="seasons", verbose_name=_("series")
    )
    number = models.PositiveIntegerField(_("number"), default=1)
    title = models.CharField(_("title"), max_length=200, blank=True)
    # The rule it was last planned from (series.cadence.Rule as JSON), kept so that it can be planned again.
    rule = models.JSONField(_("rule"), default=dict, blank=True)

    class Meta:
        verbose_name = _("season")
        verbose_name_plural = _("seasons")
        permissions = [("plan_season", _("Can change a season's plan"))]
        ordering = ["series", "number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="season_number_once_a_series")
        ]

    def __str__(self) -> str:
        return self.title or f"{self.series}, {self.number}"


@history.track
class Slot(models.Model):
    """A place in the season. The wall time is what was meant; the instant is what it comes to in UTC."""

    season = models.ForeignKey(
        Season, on_delete=models.CASCADE, related_name="slots", verbose_name=_("season")
    )
    position = models.PositiveIntegerField(_("position"))
    wall = models.CharField(_("wall time"), max_length=19, help_text=_("Like 2026-03-05T09:00:00."))
    zone = models.CharField(_("time zone"), max_length=64, validators=[validate_zone])
    instant = models.DateTimeField(_("instant"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=SlotState.choices, default=SlotState.OPEN)
    premiere = models.BooleanField(_("part of the premiere"), default=False)

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["season", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["season", "position"],
                name="slot_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["season", "instant"],
                condition=Q(premiere=False),
                name="one_slot_an_instant_but_the_premiere",
            ),
            models.CheckConstraint(
                name="open_slot_has_an_instant", condition=~Q(state=SlotState.OPEN) | Q(instant__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.season} · {self.wall} {self.zone}"
