"""Addresses that are not written to, as hashes; and letting one be written to again."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from series.newsletter.admin.by_address import ByAddress
from series.newsletter.models import Suppression
from series.newsletter.suppressing import lift
from sparks.accounts.models import User
from sparks.desk.acts import Act, Done
from sparks.desk.confirmation import act_urls, buttons
from sparks.desk.history_page import HistoryPage
from sparks.desk.only_looked_at import OnlyLookedAt
from sparks.desk.times import in_utc


class WhyForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("Who asked for it, and how you know. Kept in the history."),
        widget=UnfoldAdminTextInputWidget(),
    )


class Lift(Act):
    name = "lift"
    label = _("Let it be written to again")
    icon = "undo"
    permission = "newsletter.lift_suppression"
    question = _("Only when its owner asks for it. Nothing is sent: they ask anew on the hub, and confirm.")
    form_class = WhyForm

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        lift(suppression_id=thing.pk, by=by, reason=data["reason"])
        return Done(sentence=_t("The address is off the list. Its owner can ask for mail again."))


@admin.register(Suppression)
class SuppressionAdmin(HistoryPage, ByAddress, OnlyLookedAt):
    acts: ClassVar[tuple[Act, ...]] = (Lift(),)
    list_display = ["shown", "why", "since"]
    list_filter = ["why"]
    search_help_text = _("A whole address; parts of one find nothing.")
    fields = ["shown", "why", "since"]
    change_form_outer_before_template = "admin/newsletter/suppression.html"

    def get_urls(self) -> list[URLPattern]:
        return [*act_urls(self, self.acts), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["suppression_buttons"] = buttons(self, request, context["original"], self.acts)
        return super().render_change_form(request, context, *args, **kwargs)

    @display(description=_("hash"))
    def shown(self, obj: Any) -> str:
        return str(obj)

    @display(description=_("since"), ordering="created_at")
    def since(self, obj: Any) -> str:
        return in_utc(obj.created_at)
