"""Where allauth asks this house: who may sign up, who is slowed down, when proof is asked for again, what is mailed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from sparks.accounts import letters, proof, slowing
from sparks.accounts.source import source_of

_WRONG = _("This name and password don't go together. Look at both again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _WRONG,
        "email_password_mismatch": _WRONG,
        "incorrect_password": _("That is not your password."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
        "rate_limited": _("Too many tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves: see sparks.accounts.invitations."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses of this very host, whatever other names it may be called by."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        """A word for the address: what is counted by it stands in the cache, which is in the database."""
        return source_of(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # One name from one place: nobody can lock somebody else out by guessing.
        login = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
        return f"{login} from {source_of(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refused:
            key = self._get_login_attempts_cache_key(request, **credentials)
            raise ValidationError(slowing.sentence(request, key=key), code=refused.code) from refused

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has just come in with all they have is not asked at once again."""
        return not proof.is_fresh(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The password only for those who have nothing better."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        stronger = [method for method in methods if method["id"] != "reauthenticate"]
        return stronger if user.is_authenticated and proof.has_factor(user) else methods

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the person at their address what changed: it may not have been them."""
        letters.tell_of_change(template_prefix, user=user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        # Whatever allauth would mail by itself has no letter of ours, and shall not go out in its own words.
        raise LookupError(f"There is no letter {template_prefix}.")
