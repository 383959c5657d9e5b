"""The admin's own doors lead to ours: there is one way in."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.contrib import admin
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST


@never_cache
def sign_in(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """Whoever is at the desk goes on; whoever has an account and no desk is told so; all others sign in."""
    goal = get_next_redirect_url(request)
    if admin.site.has_permission(request):
        return HttpResponseRedirect(goal or reverse("admin:index"))
    if request.user.is_authenticated:
        return render(request, "account/no_desk.html", status=403)
    query = f"?{urlencode({'next': goal})}" if goal else ""
    return HttpResponseRedirect(reverse("account_login") + query)


@require_POST
def leave(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    logout(request)
    return redirect("account_login")


def change_password(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    return redirect("account_change_password")


def hang() -> None:
    """Before the admin's addresses are made."""
    site: Any = admin.site
    site.login, site.logout, site.password_change = sign_in, leave, change_password
