"""What became of a delivery, written down by the one who holds the row."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import InterfaceError, OperationalError, connection
from django.db.models.functions import Now

from series.models import Effect
from series.publishing.due import database_now
from series.publishing.effects.kinds import KINDS
from series.states import EffectState

log = logging.getLogger(__name__)
# A restart of the database between sending and writing down must not make a mail uncertain.
PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)


def done(effect: Effect) -> EffectState:
    return _write(effect, EffectState.DONE, done_at=Now(), error="")


def uncertain(effect: Effect, reason: str) -> EffectState:
    log.warning("effect %s (%s) is uncertain: %s", effect.pk, effect, reason)
    return _write(effect, EffectState.UNCERTAIN, error=reason)


def parked(effect: Effect, reason: str) -> EffectState:
    log.warning("effect %s (%s) is given up: %s", effect.pk, effect, reason)
    return _write(effect, EffectState.PARKED, error=reason)


def failed(effect: Effect, reason: str) -> EffectState:
    """To be tried again after a pause, or given up when it has been tried for long enough."""
    backoff = KINDS[effect.kind].BACKOFF
    if backoff.exhausted(age=_age(effect)):
        return parked(effect, f"Given up after {effect.attempts} tries. The last: {reason}")
    pause = backoff.pause(attempts=effect.attempts)
    log.info("effect %s (%s) is tried again in %.0f s: %s", effect.pk, effect, pause.total_seconds(), reason)
    return _write(effect, EffectState.WAITING, next_at=Now() + pause, error=reason)


def _age(effect: Effect) -> timedelta:
    return patiently(database_now) - effect.created_at


def _write(effect: Effect, state: EffectState, **values: object) -> EffectState:
    """Nothing is written when the lease ran out meanwhile and the row went its way: `attempts` tells."""
    held = Effect.objects.filter(pk=effect.pk, state=EffectState.SENDING, attempts=effect.attempts)
    if not patiently(lambda: held.update(state=state, lease_until=None, **values)):
        log.warning("effect %s (%s) took longer than its lease; became %s", effect.pk, effect, state)
    return state


def patiently[T](act: Callable[[], T]) -> T:
    """Do it again while the database does not answer, for some seconds."""
    for pause in PAUSES:
        try:
            return act()
        except (OperationalError, InterfaceError) as error:
            log.warning("the database did not take what became of a delivery: %s", error)
            connection.close()
            time.sleep(pause)
    return act()
