"""The forms of signing in, with the words of the house. Allauth's, where it has one."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sparks.accounts.models import User
from sparks.accounts.password_reset import ask
from sparks.messages import send


class Plain:
    """Labels stand above the fields: words that vanish while one types are none."""

    fields: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignInForm(Plain, allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("Username or e-mail address")
        login.widget.attrs.update(autocomplete="username webauthn", autocapitalize="none", spellcheck="false")
        # Where to go for a new one stands below the form.
        self.fields["password"].help_text = ""


class PasswordForm(Plain, allauth_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class AskResetForm(Plain, allauth_forms.ResetPasswordForm):
    def clean_email(self) -> str:
        """Whether there is such an account is for the worker to find: here every address is alike."""
        return str(self.cleaned_data["email"]).strip().lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        if send(ask, email):
            # No queue takes it. Late for some and not for others is better than a desk that stays shut.
            ask(email)
        return email


class NewPassword(Plain):
    """Says what a password must be before it is refused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("New password, once more")


class ResetForm(NewPassword, allauth_forms.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(NewPassword, allauth_forms.ChangePasswordForm):
    pass


class CodeForm(Plain, AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from your app, or a recovery code")
        self.fields["code"].widget.attrs.update(inputmode="numeric", autofocus=True)


class CodeAgainForm(Plain, ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from your app, or a recovery code")
        self.fields["code"].widget.attrs.update(inputmode="numeric", autofocus=True)


class FirstCodeForm(Plain, ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The six digits that the app shows")
        self.fields["code"].widget.attrs.update(inputmode="numeric", maxlength="7")


# What the reader of passkeys raises over words that are none, beside what allauth catches.
_NONSENSE = (AttributeError, KeyError, TypeError, ValueError)


def _no_passkey() -> ValidationError:
    return ValidationError(_("That was not a whole passkey. Try again."), code="incorrect_code")


class Shown:
    """A passkey that is shown: nonsense is refused like a wrong one."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except _NONSENSE as nonsense:
            raise _no_passkey() from nonsense


class ShowPasskeyForm(Shown, passkeys.AuthenticateWebAuthnForm):
    pass


class ShowPasskeyAgainForm(Shown, passkeys.ReauthenticateWebAuthnForm):
    pass


class PasskeySignInForm(Shown, passkeys.LoginWebAuthnForm):
    pass


class AddPasskeyForm(passkeys.AddWebAuthnForm):
    def clean(self) -> Any:
        try:
            return super().clean()
        except _NONSENSE as nonsense:
            raise _no_passkey() from nonsense


class AccountForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["first_name", "last_name", "zone"]
        help_texts = {"zone": _("Times at the desk are shown in it, too. A name like America/New_York.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"].required = True
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["last_name"].widget.attrs["autocomplete"] = "family-name"
        self.fields["zone"].widget.attrs.update(list="zone-names", autocomplete="off")


class AcceptForm(AccountForm):
    """What somebody invited chooses. The address and the roles stand in the invitation."""

    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Password, once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        password = data.get("password1")
        if not password:
            return data
        if data.get("password2") and data["password2"] != password:
            self.add_error("password2", _("The two are not the same. Type it again."))
        try:
            validate_password(password, self.instance)
        except ValidationError as weak:
            self.add_error("password1", weak)
        return data
