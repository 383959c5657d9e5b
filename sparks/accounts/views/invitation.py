"""Accepting an invitation. The key leaves the address at once, so that it stands in no history and no referrer."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from sparks.accounts import invitations
from sparks.accounts.forms import AcceptForm
from sparks.accounts.invitations import Refused
from sparks.accounts.models import Invitation

KEY = "invitation"


@never_cache
def open_letter(request: HttpRequest, key: str) -> HttpResponse:
    """Opening the link uses nothing up: a mail scanner may do it, too."""
    if request.user.is_authenticated:
        logout(request)
    request.session[KEY] = key
    return redirect("invitation")


@method_decorator([never_cache, sensitive_post_parameters("password1", "password2")], name="dispatch")
class Accept(FormView):
    form_class = AcceptForm
    template_name = "account/invitation.html"
    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            self.invitation = invitations.find(self._key())
        except Refused as refused:
            return self._refused(refused)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, object]:
        return {"zone": self.invitation.zone}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return {**super().get_context_data(**kwargs), "invitation": self.invitation}

    def form_valid(self, form: AcceptForm) -> HttpResponse:
        typed = form.cleaned_data
        try:
            user = invitations.accept(
                key=self._key(),
                first_name=typed["first_name"],
                last_name=typed["last_name"],
                password=typed["password1"],
                zone=typed["zone"],
            )
        except Refused as refused:
            return self._refused(refused)
        self.request.session.pop(KEY, None)
        credentials = {"username": user.username, "password": typed["password1"]}
        response = perform_password_login(self.request, credentials, Login(user=user))
        return HttpResponseRedirect(response["Location"])

    def _key(self) -> str:
        return str(self.request.session.get(KEY, ""))

    def _refused(self, refused: Refused) -> HttpResponse:
        self.request.session.pop(KEY, None)
        return render(self.request, "account/invitation_refused.html", {"sentence": str(refused)}, status=410)
