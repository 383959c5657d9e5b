from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from series import scheduling
from series.admin.acts.on_subject import SubjectAct, done, zone_of
from series.admin.acts.update import MaybeLaterForm
from series.admin.acts.wall import worked_out
from series.models.subject import subject_of
from series.situation import situation_of
from sparks.accounts.models import User
from sparks.desk.acts import Done


class BringBackForm(MaybeLaterForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["notice"]


class BringBack(SubjectAct):
    name = "bring-back"
    label = _("Bring back")
    icon = "visibility"
    # Whoever may take something off the hub may undo it; nobody else does so by the way.
    permission = "series.withdraw_release"
    question = _(
        "It is public again as it was last approved, at its former address and with its first date; the notice goes."
    )
    form_class = BringBackForm

    def offered(self, thing: Any) -> bool:
        now = situation_of(subject_of(thing))
        return now.withdrawal is not None and now.approved is not None

    def needs_look(self, data: Mapping[str, Any]) -> bool:
        return data.get("wall") is not None

    def initial(self, thing: Any) -> dict[str, Any]:
        return {"zone": zone_of(thing)}

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        wall = data.get("wall")
        outcome = scheduling.bring_back(
            subject=subject_of(thing), by=by, wall=wall, zone=data["zone"], reason=data["reason"]
        )
        return worked_out(done(outcome), wall=wall, zone=data["zone"]) if wall else done(outcome)
