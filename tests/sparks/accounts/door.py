"""What the tests do at the door: sign in, show a factor, read the newest letter."""

import base64
import hmac
import re
import struct
import time
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.urls import reverse

from sparks.accounts.models import User
from tests.factories import people

HOME = reverse("admin:index")
LOGIN = reverse("account_login")
SHOW = reverse("mfa_authenticate")


def code_of(secret: str, *, ago: int = 0) -> str:
    """What an authenticator app shows (RFC 6238), by an arithmetic of our own."""
    counter = struct.pack(">Q", int(time.time()) // 30 - ago)
    digest = hmac.new(base64.b32decode(secret), counter, "sha1").digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def with_app(user: User) -> str:
    """This person has an authenticator app; its key."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def with_codes(user: User) -> list[str]:
    return RecoveryCodes.activate(user).generate_codes()


def type_password(client: Client, name: str, password: str = people.PASSWORD, **more: Any) -> Any:
    return client.post(LOGIN, {"login": name, "password": password, **more})


def type_code(client: Client, code: str) -> Any:
    return client.post(SHOW, {"code": code})


def is_at_the_desk(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def link_in(letter: Any) -> str:
    """The path of the link in a letter."""
    found = re.search(r"https?://[^/]+(/accounts/\S+)", letter.body)
    assert found, letter.body
    return found.group(1)


def newest_letter() -> Any:
    return mail.outbox[-1]
