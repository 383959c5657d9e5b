"""Words that open a door by themselves, as they stand in a letter."""

import hashlib
import secrets


def new() -> str:
    return secrets.token_urlsafe(24)


def hashed(token: str) -> str:
    """What is kept of a token that shall be of no use to a reader of the database."""
    return hashlib.sha256(token.encode()).hexdigest()
