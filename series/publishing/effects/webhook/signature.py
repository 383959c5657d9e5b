"""How a receiver knows that a call is ours and new.

`Sparks-Signature: t=SECONDS,v1=HEX`, where HEX is HMAC-SHA256, keyed with the endpoint's secret, over
"SECONDS.BODY". A receiver refuses what is older than a few minutes, and takes an Idempotency-Key once.
"""

import hashlib
import hmac
from datetime import datetime


def signature(*, secret: str, at: datetime, body: bytes) -> str:
    seconds = int(at.timestamp())
    return f"t={seconds},v1={digest(secret=secret, seconds=str(seconds), body=body)}"


def digest(*, secret: str, seconds: str, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
