from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from series import scheduling
from series.admin.acts.on_release import ReleaseAct, carried
from series.models import Release
from series.scheduling.times import said
from series.states import UNFINISHED
from sparks.accounts.models import User
from sparks.desk.acts import Done, ReasonForm, mark_of

MOST = 200


class ReleaseChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        names = ", ".join(str(item.subject) for item in obj.items.all() if item.role == "main")
        return f"{names} · {said(obj.instant, obj.zone)}"


class SwapForm(ReasonForm):
    other = ReleaseChoice(
        label=_("Trade places with"), queryset=Release.objects.none(), widget=UnfoldAdminSelectWidget()
    )
    field_order = ["other", "reason"]


class Swap(ReleaseAct):
    name = "swap"
    label = _("Swap with another")
    icon = "swap_vert"
    question = _("The two trade their times and slots; each stays planned or scheduled as it is.")
    form_class = SwapForm
    sample = None

    def form(self, thing: Any, data: Any = None) -> forms.Form:
        form = super().form(thing, data)
        others = Release.objects.filter(state__in=UNFINISHED).exclude(pk=thing.pk)
        form.fields["other"].queryset = others.prefetch_related(
            "items__subject__episode", "items__subject__teaser", "items__subject__series"
        )
        return form

    def mark(self, thing: Any) -> str:
        # The other one is chosen here: any move of a waiting release changes what the choice said.
        waiting = Release.objects.filter(state__in=UNFINISHED).order_by("pk")
        return mark_of(super().mark(thing), list(waiting.values_list("pk", "instant", "zone")[:MOST]))

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        outcome = scheduling.swap(first_id=thing.pk, second_id=data["other"].pk, by=by, reason=data["reason"])
        return carried(outcome, thing, data["other"])
