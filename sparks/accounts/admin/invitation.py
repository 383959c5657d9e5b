"""Invitations: who was asked, as what, and what became of it."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from sparks.accounts import invitations
from sparks.accounts.admin.invitation_acts import Revoke, SendAgain
from sparks.accounts.invitations import Invited, Refused
from sparks.accounts.models import Invitation
from sparks.accounts.models.invitation import InvitationState
from sparks.accounts.rights import roles_to_give
from sparks.desk.acts import Act
from sparks.desk.confirmation import act_urls, buttons
from sparks.desk.history_page import HistoryPage
from sparks.desk.times import in_utc

COLOURS = {
    InvitationState.OPEN: "info",
    InvitationState.USED: "success",
    InvitationState.EXPIRED: "warning",
    InvitationState.REVOKED: "",
}


class InviteForm(forms.ModelForm):
    """Saving it invites: what the domain refuses stands at the form, with nothing lost."""

    roles = forms.MultipleChoiceField(label=_("Roles"), widget=UnfoldAdminCheckboxSelectMultipleWidget)
    by: Any = None
    invited: Invited

    class Meta:
        model = Invitation
        fields = ["email", "roles", "zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role.name, role.name) for role in roles_to_give(self.by)]
        self.fields["zone"].widget.attrs["list"] = "zone-names"

    def validate_constraints(self) -> None:
        """`invite` asks the database itself, and says it in words."""

    def _post_clean(self) -> None:
        """After the fields and the model have had their say: what is refused here is refused by the domain."""
        super()._post_clean()
        if self.errors:
            return
        typed = self.cleaned_data
        try:
            self.invited = invitations.invite(
                email=typed["email"], roles=typed["roles"], zone=typed["zone"], by=self.by
            )
        except Refused as refused:
            self.add_error(None, str(refused))

    def save(self, commit: bool = True) -> Any:
        self.instance = self.invited.invitation
        self.save_m2m = lambda: None
        return self.instance


@admin.register(Invitation)
class InvitationAdmin(HistoryPage, ModelAdmin):
    acts: ClassVar[tuple[Act, ...]] = (SendAgain(), Revoke())
    form = InviteForm
    list_display = ["email", "roles_shown", "state_shown", "mail", "invited_by", "good_until"]
    list_select_related = ["invited_by", "account"]
    search_fields = ["email"]
    ordering = ["-id"]
    actions = None
    change_form_outer_before_template = "admin/desk/invitation.html"

    def get_urls(self) -> list[URLPattern]:
        return [*act_urls(self, self.acts), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(now=Now())

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is None:
            return ["email", "roles", "zone"]
        return [
            "email",
            "roles_shown",
            "zone",
            "state_shown",
            "invited_by",
            "made",
            "good_until",
            "mail",
            "account",
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None:
            # Nothing in it can be changed, so nothing in it is a field.
            return super().get_form(request, obj, change=change, form=forms.ModelForm, **kwargs)
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"by": request.user})

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # What was written is in somebody's letter; it is sent again or revoked, by acts.
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The row stands already; its letter goes once it is committed."""
        transaction.on_commit(lambda: self._mail(request, form.invited))

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The row's own history tells it."""

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        return redirect("admin:accounts_invitation_changelist")

    def _mail(self, request: HttpRequest, invited: Invited) -> None:
        failed = invitations.send(invited)
        if failed:
            messages.warning(request, f"{invited.invitation} is invited, but the letter is not out: {failed}")
        else:
            messages.success(request, f"{invited.invitation} is invited; the letter is on its way.")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        # One letter at a time, and it can't be edited once it is out.
        context.update(show_save_and_add_another=False, show_save_and_continue=False)
        if context.get("original") is not None:
            context["invitation_buttons"] = buttons(self, request, context["original"], self.acts)
        return super().render_change_form(request, context, *args, **kwargs)

    @display(description=_("roles"))
    def roles_shown(self, obj: Any) -> str:
        return ", ".join(obj.roles)

    @display(description=_("state"), label=COLOURS)
    def state_shown(self, obj: Any) -> tuple[str, str]:
        state = obj.state(at=obj.now)
        return state, state.label

    @display(description=_("letter"))
    def mail(self, obj: Any) -> str:
        if obj.mailed_at:
            return in_utc(obj.mailed_at)
        return obj.mail_error or str(_("not known whether it went"))

    @display(description=_("good until"), ordering="expires_at")
    def good_until(self, obj: Any) -> str:
        return in_utc(obj.expires_at)

    @display(description=_("invited"))
    def made(self, obj: Any) -> str:
        return in_utc(obj.made_at)
