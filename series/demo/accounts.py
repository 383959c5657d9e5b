"""One account a role. Passwords follow from the installation's SECRET_KEY, so they can be told again."""

import base64
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.crypto import salted_hmac

from series import roles
from sparks.accounts.models import User

# Login name, role, name shown. The first is told as the staff login.
ACCOUNTS = (
    ("chief", roles.CHIEF, "Chi Demo"),
    ("editor", roles.EDITOR, "Edith Demo"),
    ("producer", roles.PRODUCER, "Paul Demo"),
    ("moderator", roles.MODERATOR, "Mo Demo"),
    ("programme", roles.PROGRAMME, "Pam Demo"),
    ("auditor", roles.AUDITOR, "Aud Demo"),
    ("admin", roles.ADMINISTRATOR, "Ada Demo"),
)


@dataclass(frozen=True)
class Staff:
    chief: User
    editor: User
    producer: User


def ensure() -> Staff:
    """The accounts with their roles and passwords. What is there is left as it is."""
    missing = [name for name, *_ in ACCOUNTS if not User.objects.filter(username=name).exists()]
    # A second of arithmetic each, by design; threads may do it at once.
    with ThreadPoolExecutor() as threads:
        hashes = dict(zip(missing, threads.map(make_password, map(password_of, missing)), strict=True))
    for name, role, shown in ACCOUNTS:
        if name in hashes:
            _open(name, role=role, shown=shown, password=hashes[name])
    people = {
        user.username: user for user in User.objects.filter(username__in=["chief", "editor", "producer"])
    }
    return Staff(chief=people["chief"], editor=people["editor"], producer=people["producer"])


def password_of(name: str) -> str:
    """20 letters and digits in four groups; without the installation's secret nobody can make them."""
    digest = salted_hmac("series.demo.accounts", name, algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode().lower()[:20]
    return "-".join(letters[at : at + 5] for at in range(0, 20, 5))


def _open(name: str, *, role: str, shown: str, password: str) -> None:
    first, last = shown.split()
    account = User(
        username=name,
        email=f"{name}@example.org",
        password=password,
        first_name=first,
        last_name=last,
        is_staff=True,
        zone="America/New_York",
    )
    with transaction.atomic():
        account.save()
        account.groups.add(Group.objects.get(name=role))
