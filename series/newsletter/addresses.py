"""Mail addresses: one spelling each, a hash to know one again by, and what staff see of one."""

import hashlib
import hmac

from django.conf import settings
from django.utils.encoding import force_bytes, punycode


def one_spelling(typed: str) -> str:
    """The same for every way to type an address. Raises ValueError where the name of the server is none."""
    local, _at, domain = typed.strip().rpartition("@")
    try:
        return f"{local}@{punycode(domain)}".lower()
    except UnicodeError as error:
        raise ValueError("There is no such name of a mail server.") from error


def keys(address: str) -> list[str]:
    """What the address may be kept under: today's key first, then those of a SECRET_KEY that is being replaced."""
    secrets = (
        [settings.NEWSLETTER_KEY]
        if settings.NEWSLETTER_KEY
        else [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    )
    return [
        hmac.new(b"newsletter" + force_bytes(secret), address.encode(), hashlib.sha256).hexdigest()
        for secret in secrets
    ]


def masked(address: str) -> str:
    """Enough to tell two apart in a list, and nothing that could be written to."""
    local, _at, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}" if address else ""
