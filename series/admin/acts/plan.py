from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from series import scheduling
from series.admin.acts.on_subject import SubjectAct, done, zone_of
from series.admin.acts.wall import worked_out
from series.models.subject import subject_of
from series.situation import situation_of
from sparks.accounts.models import User
from sparks.desk.acts import Done
from sparks.desk.walltime import WallTimeForm


class PlanForm(WallTimeForm):
    field_order = ["date", "time", "zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]


class Plan(SubjectAct):
    name = "plan"
    label = _("Plan a release")
    icon = "edit_calendar"
    permission = "series.plan_release"
    question = _("Planned is pencil: it does not go out by itself and needs no approval yet.")
    form_class = PlanForm
    sample = None

    def offered(self, thing: Any) -> bool:
        now = situation_of(subject_of(thing))
        return now.live is None and now.planned is None and now.withdrawal is None

    def initial(self, thing: Any) -> dict[str, Any]:
        return {"zone": zone_of(thing), "time": "09:00:00"}

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        outcome = scheduling.plan(subject=subject_of(thing), wall=data["wall"], zone=data["zone"], by=by)
        return worked_out(done(outcome), wall=data["wall"], zone=data["zone"])
