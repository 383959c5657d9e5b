from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from series import scheduling
from series.admin.acts.on_subject import SubjectAct, done, zone_of
from series.admin.acts.wall import worked_out
from series.models.subject import subject_of
from series.situation import situation_of
from sparks.accounts.models import User
from sparks.desk.acts import Done
from sparks.desk.walltime import WallTimeForm


class MaybeLaterForm(WallTimeForm):
    """At once, or at a wall time when a date and a time are given."""

    notice = forms.CharField(
        label=_("Public notice"), max_length=2000, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3})
    )
    field_order = ["notice", "date", "time", "zone", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("date", "time"):
            self.fields[name].required = False
            self.fields[name].help_text = _("Leave date and time empty for at once.")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and bool(data.get("date")) != bool(data.get("time")):
            missing = "time" if data.get("date") else "date"
            self.add_error(missing, _("Give both a date and a time, or neither for at once."))
        return data


class UpdateForm(MaybeLaterForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notice"].required = False
        self.fields["notice"].help_text = _(
            "With a notice it is a correction, and the notice stands on the page."
        )


class Update(SubjectAct):
    name = "update"
    label = _("Publish the update")
    icon = "published_with_changes"
    permission = "series.publish_release"
    question = _("What is public is replaced by what was last approved. Until then it stays as it is.")
    form_class = UpdateForm

    def offered(self, thing: Any) -> bool:
        now = situation_of(subject_of(thing))
        return now.live is not None and now.has_news

    def needs_look(self, data: Mapping[str, Any]) -> bool:
        return data.get("wall") is not None

    def initial(self, thing: Any) -> dict[str, Any]:
        return {"zone": zone_of(thing)}

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        wall = data.get("wall")
        outcome = scheduling.update(
            subject=subject_of(thing),
            by=by,
            notice=data["notice"],
            wall=wall,
            zone=data["zone"],
            reason=data["reason"],
        )
        return worked_out(done(outcome), wall=wall, zone=data["zone"]) if wall else done(outcome)
