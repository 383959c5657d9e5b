from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from series import scheduling
from series.admin.acts.on_release import ReleaseAct, carried
from series.states import ReleaseState
from sparks.accounts.models import User
from sparks.desk.acts import Done


class Unschedule(ReleaseAct):
    name = "unschedule"
    label = _("Take off the schedule")
    icon = "event_busy"
    question = _("It goes back to pencil: it can be edited and does not go out.")
    from_states = (ReleaseState.SCHEDULED, ReleaseState.HELD)

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        return carried(scheduling.unschedule(release_id=thing.pk, by=by, reason=data["reason"]), thing)
