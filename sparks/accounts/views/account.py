"""What a person may change about their own account, and ending all other sessions."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sparks.accounts import proof
from sparks.accounts.forms import AccountForm
from sparks.accounts.models import User
from sparks.accounts.sessions import end_sessions


@login_required
def account(request: HttpRequest) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    form = AccountForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("account")
    context = {
        "form": form,
        "person": user,
        "roles": list(user.groups.order_by("name").values_list("name", flat=True)),
        "factors": Authenticator.objects.filter(user=user, type__in=proof.FACTORS).order_by("pk"),
    }
    return render(request, "account/account.html", context)


@login_required
@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """Every session of this person ends but this one."""
    user: User = request.user  # type: ignore[assignment]
    end_sessions(user)
    update_session_auth_hash(request, user)
    messages.success(request, _("Every other session of yours has ended."))
    return redirect("account")
