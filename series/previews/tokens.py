"""The secret part of a preview's address: 256 random bits, kept by the person it was given to and by nobody else."""

import hashlib
import re
import secrets

BYTES = 32
# Base64 for addresses, without padding.
SHAPE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def new() -> str:
    return secrets.token_urlsafe(BYTES)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def well_formed(token: str) -> bool:
    return SHAPE.fullmatch(token) is not None
