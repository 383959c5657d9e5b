"""What a session has shown of the person: only the password, or the second factor, too."""

import time

from allauth.account import app_settings
from allauth.account.internal.flows.login import (
    clear_authentication_records,
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from sparks.accounts.models import User

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
FACTOR = "mfa"


def has_factor(user: User) -> bool:
    """Recovery codes alone are none: they are for the day when the factor is lost."""
    return bool(is_mfa_enabled(user, types=FACTORS))


def passed(request: HttpRequest) -> bool:
    """Whether this session, for this person, has shown a factor. Asks nothing of the database."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == FACTOR for record in records)


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person has shown who they are in the last minutes, by the strongest means they have."""
    user: User = request.user  # type: ignore[assignment]
    records = get_authentication_records(request, user)
    if has_factor(user):
        records = [record for record in records if record.get("method") == FACTOR]
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


def factor_was_shown(request: HttpRequest, authenticator: Authenticator) -> None:
    """Setting a factor up proves that one has it."""
    user: User = request.user  # type: ignore[assignment]
    record_authentication(request, user, FACTOR, id=authenticator.pk, type=authenticator.type)


def factor_was_removed(request: HttpRequest, user: User, **_signal: object) -> None:
    """What was shown with the last factor counts no longer: the next one is set up at once."""
    if not has_factor(user):
        clear_authentication_records(request)
