"""How we know that a call is the provider's and new: the mirror of series.publishing.effects.webhook.signature.

`Sparks-Signature: t=SECONDS,v1=HEX`, where HEX is HMAC-SHA256, keyed with NEWSLETTER_WEBHOOK_SECRET, over
"SECONDS.BODY".
"""

import hmac
import re

from series.publishing.effects.webhook.signature import digest

HEADER = "Sparks-Signature"
# Seconds. What is older was overheard.
OLDEST = 300
_FORM = re.compile(r"t=(?P<seconds>\d{1,12}),v1=(?P<digest>[0-9a-f]{64})")


def is_right(*, secret: str, said: str, body: bytes, now: float) -> bool:
    form = _FORM.fullmatch(said.strip())
    if not secret or form is None or abs(now - int(form["seconds"])) > OLDEST:
        return False
    right = digest(secret=secret, seconds=form["seconds"], body=body)
    return hmac.compare_digest(right, form["digest"])
