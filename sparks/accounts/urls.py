"""What of allauth has an address here, and what is our own. There is no address for signing up."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path
from django.views.generic import RedirectView

from sparks.accounts.views import door, invitation, setting_up
from sparks.accounts.views.account import account as own
from sparks.accounts.views.account import sign_out_elsewhere

door.hang()

urlpatterns = [
    path("", own, name="account"),
    path("sessions/end/", sign_out_elsewhere, name="account_sign_out_elsewhere"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("invitation/", invitation.Accept.as_view(), name="invitation"),
    path("invitation/<str:key>/", invitation.open_letter, name="invitation_open"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/asked/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(
        "password/reset/<slug:uidb36>/<str:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("factor/", mfa.index, name="mfa_index"),
    path("factor/show/", mfa.authenticate, name="mfa_authenticate"),
    path("factor/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("factor/app/", setting_up.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("factor/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("factor/passkey/", setting_up.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("factor/passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("factor/passkey/again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("factor/passkey/login/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("factor/passkey/<int:pk>/remove/", setting_up.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("factor/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
