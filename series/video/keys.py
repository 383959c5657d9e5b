"""Where a file stands in the stores: unguessable without the secret key, the same for the same content.

A public key can't be worked out from a private one, nor either from the file itself: having the film early
does not tell where it will stand.
"""

from typing import Literal

from django.utils.crypto import salted_hmac


def key_for(store: Literal["private", "public"], *, sha256: str, recipe: str, extension: str) -> str:
    mac = salted_hmac(f"sparks.media.{store}", sha256, algorithm="sha256").hexdigest()
    return f"{mac[:2]}/{mac[2:4]}/{mac[4:]}/{recipe}.{extension}"
