"""Nobody comes to the desk on a password alone, whichever way they came in.

An installation that requires a second factor (REQUIRE_SECOND_FACTOR) lets a session that has shown none open only
what leads to one: setting the first up, or showing the one there is. What decides is written in the session by the
proof itself, so an old session, a reset password or a door that somebody adds later gets nobody past this.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import patch_cache_control
from django.utils.csp import CSP
from django.utils.http import urlencode

from sparks.accounts import proof

DESK, ACCOUNTS = "/admin/", "/accounts/"
# Unlike the desk's own, these pages run no expression and carry no style of their own.
POLICY = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
LEAVING = {"account_logout", "account_inactive", "admin:logout"}
SETTING_UP = {
    *LEAVING,
    *("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"),
}
SHOWING = {*LEAVING, "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
# Doors for those who have no session yet; they look at who is signed in themselves.
ENTRANCES = {
    *("account_login", "account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    *("invitation", "invitation_open"),
}


class SecondFactorGate:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if not path.startswith((DESK, ACCOUNTS)):
            return self.get_response(request)
        response = stopped(request) or self.get_response(request)
        if path.startswith(ACCOUNTS):
            # Django's policy middleware takes this one instead of the desk's.
            response._csp_config = POLICY  # type: ignore[attr-defined]
            patch_cache_control(response, private=True, no_store=True)
        return response


def stopped(request: HttpRequest) -> HttpResponse | None:
    """Where this session is sent instead; None where it may go on."""
    user = request.user
    if not settings.REQUIRE_SECOND_FACTOR or not user.is_authenticated or proof.passed(request):
        return None
    known = proof.has_factor(user)
    name = _name(request)
    if name in ENTRANCES or name in (SHOWING if known else SETTING_UP):
        return None
    if request.method not in {"GET", "HEAD"}:
        raise PermissionDenied
    if not known:
        return HttpResponseRedirect(reverse("mfa_index"))
    return HttpResponseRedirect(_showing(user, back=request.get_full_path()))


def _showing(user: object, *, back: str) -> str:
    from allauth.account.adapter import get_adapter

    first = get_adapter().get_reauthentication_methods(user)[0]["url"]
    return f"{first}?{urlencode({'next': back})}"


def _name(request: HttpRequest) -> str | None:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return None
