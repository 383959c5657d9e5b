from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from series import scheduling
from series.addresses import ON_THE_FRONT
from series.admin.acts.on_subject import SubjectAct, done, zone_of
from series.admin.acts.update import MaybeLaterForm
from series.admin.acts.wall import worked_out
from series.models.subject import subject_of
from series.situation import situation_of
from sparks.accounts.models import User
from sparks.desk.acts import Done


class WithdrawForm(MaybeLaterForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notice"].help_text = _("What visitors read at this address from then on.")


class Withdraw(SubjectAct):
    name = "withdraw"
    label = _("Withdraw")
    icon = "visibility_off"
    permission = "series.withdraw_release"
    question = _(
        "It leaves the hub, with its files, and the notice stands at its address. Releases of it that wait are "
        "cancelled when the withdrawal runs."
    )
    danger = True
    form_class = WithdrawForm
    # The pages are the same whatever the notice says.
    sample = {"notice": "…"}

    def offered(self, thing: Any) -> bool:
        subject = subject_of(thing)
        return subject.kind != "site" and situation_of(subject).live is not None

    def needs_look(self, data: Mapping[str, Any]) -> bool:
        return data.get("wall") is not None

    def initial(self, thing: Any) -> dict[str, Any]:
        # What has no address of its own leaves the front, and there is no place for a notice to stand.
        on_the_front = subject_of(thing).kind in ON_THE_FRONT
        return {"zone": zone_of(thing), **({"notice": _("Taken off the front.")} if on_the_front else {})}

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        wall = data.get("wall")
        outcome = scheduling.withdraw(
            subject=subject_of(thing),
            by=by,
            notice=data["notice"],
            wall=wall,
            zone=data["zone"],
            reason=data["reason"],
        )
        return worked_out(done(outcome), wall=wall, zone=data["zone"]) if wall else done(outcome)
