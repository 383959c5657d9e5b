from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from series import scheduling
from series.admin.acts.on_release import ReleaseAct, carried
from series.carried import items
from series.models import Release
from series.scheduling.times import said
from series.states import UNFINISHED
from sparks.accounts.models import User
from sparks.desk.acts import Done, ReasonForm, mark_of

# As many on either side, by time; who means one further off moves both.
BESIDE = 40


class ReleaseChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        names = ", ".join(str(item.subject) for item in obj.items.all() if item.role == "main")
        return f"{names} · {said(obj.instant, obj.zone)}"


class SwapForm(ReasonForm):
    other = ReleaseChoice(
        label=_("Trade places with"),
        queryset=Release.objects.none(),
        widget=UnfoldAdminSelectWidget(),
        help_text=_("The forty before it and the forty after it."),
    )
    field_order = ["other", "reason"]


def _near(thing: Release) -> list[int]:
    """What waits around the same time."""
    others = Release.objects.filter(state__in=UNFINISHED).exclude(pk=thing.pk)
    before = others.filter(instant__lt=thing.instant).order_by("-instant", "-pk")[:BESIDE]
    after = others.filter(instant__gte=thing.instant).order_by("instant", "pk")[:BESIDE]
    return [*before.values_list("pk", flat=True), *after.values_list("pk", flat=True)]


class Swap(ReleaseAct):
    name = "swap"
    label = _("Swap with another")
    icon = "swap_vert"
    question = _("The two trade their times and slots; each stays planned or scheduled as it is.")
    form_class = SwapForm
    sample = None

    def form(self, thing: Any, data: Any = None) -> forms.Form:
        form = super().form(thing, data)
        form.fields["other"].queryset = (
            Release.objects.filter(pk__in=_near(thing)).order_by("instant", "pk").prefetch_related(items())
        )
        return form

    def mark(self, thing: Any) -> str:
        # The other one is chosen here: any move of a waiting release changes what the choice said.
        waiting = Release.objects.filter(pk__in=_near(thing)).order_by("pk")
        return mark_of(super().mark(thing), list(waiting.values_list("pk", "instant", "zone")))

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        outcome = scheduling.swap(first_id=thing.pk, second_id=data["other"].pk, by=by, reason=data["reason"])
        return carried(outcome, thing, data["other"])
