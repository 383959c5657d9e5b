from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from series import scheduling
from series.admin.acts.on_release import ReleaseAct, carried
from series.admin.acts.wall import worked_out
from sparks.accounts.models import User
from sparks.desk.acts import Done
from sparks.desk.walltime import WallTimeForm, wall_initial


class Reschedule(ReleaseAct):
    name = "move"
    label = _("Move to another time")
    icon = "edit_calendar"
    question = _("It stays what it is, planned or scheduled, and leaves its slot.")
    form_class = WallTimeForm
    sample = None

    def initial(self, thing: Any) -> dict[str, Any]:
        return wall_initial(thing.wall, thing.zone)

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        outcome = scheduling.reschedule(
            release_id=thing.pk, wall=data["wall"], zone=data["zone"], by=by, reason=data["reason"]
        )
        return worked_out(carried(outcome, thing), wall=data["wall"], zone=data["zone"])
