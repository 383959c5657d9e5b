"""The key of an invitation: 256 bits, known to the letter; the row knows its hash."""

import hashlib
import secrets


def fresh() -> str:
    return secrets.token_urlsafe(32)


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
