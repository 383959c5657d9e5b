"""Plan a season by its rule, or plan it anew."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminTextareaWidget

from series import cadence, planning
from series.admin.acts.on_season import PlanAct
from series.models import Season
from sparks.desk.acts import ReasonForm
from sparks.desk.walltime import ZoneField, clock_field, date_field


class DatesField(forms.CharField):
    """Dates, one a line or with commas between."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}), **options)

    def clean(self, value: Any) -> frozenset[date]:
        found = set()
        for word in re.split(r"[\s,;]+", super().clean(value)):
            if word:
                try:
                    found.add(date.fromisoformat(word))
                except ValueError:
                    raise ValidationError(
                        _("“%(word)s” is not a date. Write it like 2026-11-26."), params={"word": word[:40]}
                    ) from None
        return frozenset(found)


def _count(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, widget=UnfoldAdminIntegerFieldWidget(), **options)


class RuleForm(ReasonForm):
    first_date = date_field(label=_("First date"))
    wall_clock = clock_field(label=_("Time of day"))
    zone = ZoneField()
    premiere_count = _count(_("Episodes at the premiere"))
    weekly_count = _count(_("Episodes after it, one at a time"))
    interval_weeks = _count(_("Weeks between two episodes"))
    weekly_start_days = _count(
        _("Days from the premiere to the next"), required=False, help_text=_("Empty: one interval.")
    )
    skip_dates = DatesField(
        label=_("Dates to leave out"), required=False, help_text=_("Like 2026-11-26, one a line.")
    )
    field_order = [
        *("first_date", "wall_clock", "zone", "premiere_count", "weekly_count", "skip_dates"),
        *("interval_weeks", "weekly_start_days", "reason"),
    ]


class PlanRule(PlanAct):
    name = "plan"
    label = _("Plan the season")
    form_class = RuleForm

    def initial(self, thing: Any) -> dict[str, Any]:
        rule = planning.rule_from_json(thing.rule)
        if rule is None:
            return {
                "zone": thing.series.zone,
                "wall_clock": "09:00",
                "premiere_count": 2,
                "weekly_count": 6,
                "interval_weeks": 1,
            }
        stored = planning.rule_to_json(rule)
        return {**stored, "skip_dates": "\n".join(stored["skip_dates"])}

    def edit(self, season: Season, data: Mapping[str, Any]) -> planning.PlanEdit:
        names = ("first_date", "wall_clock", "zone", "premiere_count", "weekly_count", "interval_weeks")
        rule = cadence.Rule(
            **{name: data[name] for name in names},
            skip_dates=data["skip_dates"],
            weekly_start_days=data["weekly_start_days"],
        )
        return planning.to_rule(rule=rule)
