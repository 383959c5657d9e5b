"""Mail about accounts, in the hand of the house."""

import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from sparks.accounts.models import User

log = logging.getLogger(__name__)

EMBER = "#c2410c"
TICKS = 60
# Each answers with a sentence where nothing may leave this installation. Other rooms register theirs.
mutes: list[Callable[[], str]] = []


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What is said, to whom. `minute` is the tick that stands out in the sign of the house."""

    to: str
    subject: str
    said: str
    title: str
    sentence: str
    facts: list[str] = field(default_factory=list)
    button: str = ""
    url: str = ""
    why: str
    minute: int = 0


def send(letter: Letter) -> str:
    """Hand the letter to the mail server, once. Gives why that failed, as a sentence, or nothing."""
    muted = next(filter(None, (mute() for mute in mutes)), "")
    if muted:
        return muted
    try:
        _written(letter).send()
    except (OSError, smtplib.SMTPException) as error:
        # The class alone: what a mail server answers may hold the address.
        log.warning("a letter could not be sent: %s", type(error).__name__)
        return _("The mail server did not take it (%(error)s). It may have gone all the same.") % {
            "error": type(error).__name__
        }
    return ""


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def tell_of_change(what: str, *, user: User) -> None:
    """That a password or a factor changed. A mail server that fails must not undo the change."""
    sentence = _changes().get(what)
    if sentence is None or not user.email:
        return
    send(
        Letter(
            to=user.email,
            subject=sentence,
            said=_("Your account"),
            title=sentence,
            sentence=_("If that was you, there is nothing to do."),
            facts=[
                _(
                    "If it was not: set a new password now, and tell an administrator. All your sessions end then."
                )
            ],
            button=_("Set a new password"),
            url=absolute(reverse("account_reset_password")),
            why=_("You get this because it concerns the safety of your account."),
        )
    )


def _changes() -> dict[str, str]:
    return {
        "account/email/password_changed": _("Your password was changed"),
        "account/email/password_reset": _("Your password was set anew"),
        "mfa/email/totp_activated": _("An authenticator app was added to your account"),
        "mfa/email/totp_deactivated": _("The authenticator app was removed from your account"),
        "mfa/email/webauthn_added": _("A passkey was added to your account"),
        "mfa/email/webauthn_removed": _("A passkey was removed from your account"),
        "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account"),
        "factors_reset": _("Your second factor was reset"),
    }


def _written(letter: Letter) -> EmailMultiAlternatives:
    ticks = ["own" if i == letter.minute else "fifth" if i % 5 == 0 else "tick" for i in range(TICKS)]
    context = {
        "letter": letter,
        "subject": letter.subject,
        "ember": EMBER,
        "ticks": ticks,
        "hub": settings.PUBLIC_URL,
    }
    mail = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=render_to_string("emails/letter.txt", context),
        to=[letter.to],
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("emails/letter.html", context), "text/html")
    return mail
