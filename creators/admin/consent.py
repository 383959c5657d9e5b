from collections.abc import Mapping
from typing import Any, ClassVar

import pghistory
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from creators import consent
from creators.models import Consent
from sparks.accounts.models import User
from sparks.desk.acts import Act, Done, mark_of
from sparks.desk.confirmation import act_urls, buttons
from sparks.desk.history_page import HistoryPage
from sparks.desk.times import in_utc


class WithdrawConsent(Act):
    name = "withdraw"
    label = _("Record that it was withdrawn")
    icon = "person_off"
    permission = "creators.withdraw_consent"
    question = _(
        "Without another valid consent, what shows this person leaves the hub at once. It can't be undone."
    )
    danger = True
    refusals = (consent.AlreadyWithdrawn,)

    def offered(self, thing: Any) -> bool:
        return thing.withdrawn_at is None

    def mark(self, thing: Any) -> str:
        return mark_of(Consent.objects.filter(pk=thing.pk).values_list("withdrawn_at", flat=True).first())

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        with pghistory.context(act="withdraw consent", reason=data["reason"]):
            consent.withdraw(consent_id=thing.pk, reason=data["reason"])
        return Done(sentence=f"The consent of {thing.creator} is withdrawn.")


class ConsentAdmin(HistoryPage, ModelAdmin):
    acts: ClassVar[tuple[Act, ...]] = (WithdrawConsent(),)
    list_display = ["creator", "signed_as", "valid_from", "valid_until", "territory", "withdrawn"]
    list_filter = ["demonstration"]
    list_select_related = ["creator"]
    show_full_result_count = False
    list_per_page = 50
    search_fields = ["creator__name", "signed_as"]
    autocomplete_fields = ["creator"]
    fields = ["creator", "signed_as", "signed_on", "valid_from", "valid_until", "territory", "demonstration"]
    actions = None
    change_form_outer_before_template = "admin/desk/consent.html"

    def get_urls(self) -> list[URLPattern]:
        return [*act_urls(self, self.acts), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("creator")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        # Whose it is and what it is stays as it was recorded; dates and names may be corrected.
        return ["creator", "demonstration"] if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.withdrawn_at is None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if context.get("original") is not None:
            context["consent_buttons"] = buttons(self, request, context["original"], self.acts)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("withdrawn"), ordering="withdrawn_at")
    def withdrawn(self, obj: Any) -> str:
        return in_utc(obj.withdrawn_at)


admin.site.register(Consent, ConsentAdmin)
