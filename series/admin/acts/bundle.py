"""Acts on what goes out together: one more, one less, each for itself."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from series import scheduling
from series.admin.acts.on_release import ReleaseAct, carried
from series.admin.bundling.candidates import candidates
from series.bundles import is_bundle
from series.models import Subject
from series.models.release import ItemRole, ReleaseKind
from sparks.accounts.models import User
from sparks.desk.acts import Done, ReasonForm


class SubjectChoice(forms.ModelChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Subject.objects.none(), widget=UnfoldAdminSelectWidget(), **options)


class ItemForm(ReasonForm):
    subject = SubjectChoice(label=_("Which"))
    field_order = ["subject", "reason"]


class AddToRelease(ReleaseAct):
    name = "add"
    label = _("Let another go out with it")
    icon = "library_add"
    question = _("What is in it already stays as it was confirmed. All go out at one instant, or none does.")
    form_class = ItemForm
    sample = None

    def offered(self, thing: Any) -> bool:
        return super().offered(thing) and thing.kind != ReleaseKind.WITHDRAW

    def form(self, thing: Any, data: Any = None) -> forms.Form:
        form = super().form(thing, data)
        form.fields["subject"].queryset = candidates().exclude(
            items__release=thing, items__role=ItemRole.MAIN
        )
        return form

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        outcome = scheduling.add(release_id=thing.pk, subject=data["subject"], by=by, reason=data["reason"])
        return carried(outcome, outcome.release)


class TakeOut(ReleaseAct):
    name = "take-out"
    label = _("Take one out")
    icon = "remove_from_queue"
    question = _(
        "The rest goes out as it was confirmed. What leaves keeps its approval and has no date any more."
    )
    form_class = ItemForm
    sample = None

    def offered(self, thing: Any) -> bool:
        return super().offered(thing) and is_bundle(thing)

    def form(self, thing: Any, data: Any = None) -> forms.Form:
        form = super().form(thing, data)
        mains = thing.items.filter(role=ItemRole.MAIN).values("subject")
        form.fields["subject"].queryset = Subject.objects.filter(pk__in=mains)
        return form

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        outcome = scheduling.take_out(
            release_id=thing.pk, subject=data["subject"], by=by, reason=data["reason"]
        )
        return carried(outcome, outcome.release)


class Split(ReleaseAct):
    name = "split"
    label = _("Split the bundle")
    icon = "call_split"
    question = _(
        "Each gets a release of its own at the same time. From then on one may be late without the others."
    )

    def offered(self, thing: Any) -> bool:
        return super().offered(thing) and is_bundle(thing)

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        outcome = scheduling.split(release_id=thing.pk, by=by, reason=data["reason"])
        return carried(outcome, outcome.release)
