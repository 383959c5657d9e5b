from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from series import scheduling
from series.admin.acts.on_release import ReleaseAct, carried
from series.states import ReleaseState
from sparks.accounts.models import User
from sparks.desk.acts import Done


class Schedule(ReleaseAct):
    name = "schedule"
    label = _("Schedule")
    icon = "event_available"
    question = _("It goes out at its instant with what is approved now. Until then it is locked.")
    form_class = forms.Form
    from_states = (ReleaseState.PLANNED, ReleaseState.HELD)

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        return carried(scheduling.schedule(release_id=thing.pk, by=by), thing)
