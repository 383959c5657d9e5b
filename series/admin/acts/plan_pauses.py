"""Leave a date out, pause some weeks, go on at a date."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from series import planning
from series.admin.acts.on_season import SlotAct
from series.models import Season
from sparks.desk.acts import ReasonForm
from sparks.desk.walltime import date_field


class DateForm(ReasonForm):
    on = date_field(label=_("Date"))
    field_order = ["on"]


class PauseForm(ReasonForm):
    from_date = date_field(label=_("From"))
    weeks = forms.IntegerField(label=_("Weeks"), min_value=1, widget=UnfoldAdminIntegerFieldWidget())
    field_order = ["from_date", "weeks"]


class Skip(SlotAct):
    name = "skip"
    label = _("Leave out a date")
    icon = "event_busy"
    form_class = DateForm

    def edit(self, season: Season, data: Mapping[str, Any]) -> planning.PlanEdit:
        return planning.skip_date(season=season, on=data["on"])


class Pause(SlotAct):
    name = "pause"
    label = _("Pause")
    icon = "pause"
    form_class = PauseForm

    def edit(self, season: Season, data: Mapping[str, Any]) -> planning.PlanEdit:
        return planning.pause_weeks(season=season, from_date=data["from_date"], weeks=data["weeks"])


class Resume(SlotAct):
    name = "resume"
    label = _("Go on at a date")
    icon = "play_arrow"
    form_class = DateForm

    def edit(self, season: Season, data: Mapping[str, Any]) -> planning.PlanEdit:
        return planning.resume_on(season=season, on=data["on"])
