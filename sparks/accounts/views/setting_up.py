"""Setting up a factor is showing it: the session has passed from then on."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from sparks.accounts import proof


@method_decorator(login_required, name="dispatch")
class SetUpApp(ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _show(self.request, Authenticator.Type.TOTP)
        return response


@method_decorator(login_required, name="dispatch")
class AddPasskey(AddWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _show(self.request, Authenticator.Type.WEBAUTHN)
        return response


class RemovePasskey(RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")


def _show(request: HttpRequest, kind: Authenticator.Type) -> None:
    newest = Authenticator.objects.filter(user=request.user, type=kind).order_by("-pk").first()
    if newest is not None:
        proof.factor_was_shown(request, newest)
