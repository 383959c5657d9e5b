"""How long somebody who guessed too often must wait. Allauth counts; it does not say until when."""

import math
import time

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

APP = "allauth.account"
FAILED = "login_failed"


def sentence(request: HttpRequest, *, key: str) -> str:
    """The same for a name that has an account and for one that has none."""
    minutes = max(1, math.ceil(_seconds(request, key=key) / 60))
    when = ngettext("Try again in %(minutes)d minute.", "Try again in %(minutes)d minutes.", minutes) % {
        "minutes": minutes
    }
    return " ".join(
        [
            _("Too many failed tries for this name from where you are."),
            when,
            _("A passkey works meanwhile, and so does every other place you sign in from."),
        ]
    )


def _seconds(request: HttpRequest, *, key: str) -> float:
    now = time.time()
    waits = [0.0]
    for rate in ratelimit.get_rates(app=APP, action=FAILED):
        name = ratelimit.get_cache_key(request, app=APP, action=FAILED, rate=rate, key=key)
        tries = cache.get(name, [])
        if len(tries) >= rate.amount:
            waits.append(tries[-1] + rate.duration - now)
    return max(waits)
