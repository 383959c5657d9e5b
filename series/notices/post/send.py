"""Sends the mails that are due, one after another. The twin of series.publishing.effects.delivery."""

import logging
import time
from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import DatabaseError
from django.db.models.functions import Now

from series.models import NoticeMail
from series.notices.post.claim import claim, give_up_on_the_dead, waiting
from series.notices.post.message import message
from series.publishing import seal
from series.publishing.due import database_now
from series.publishing.effects.backoff import Backoff
from series.publishing.effects.notice.mail import hand_over
from series.publishing.effects.outcomes import Permanent, Transient, Uncertain
from series.publishing.effects.record import patiently
from series.states import EffectState

log = logging.getLogger(__name__)
BACKOFF = Backoff(first=timedelta(seconds=30), longest=timedelta(hours=1), give_up_after=timedelta(hours=72))


def send_due(*, limit: int = 200, older_than: float = 0.0, patience: float = 20.0) -> int:
    """Send what is ready to go; return how many went. Call it as often as you like, from many processes.

    When the server does not take one for a passing cause, the rest waits for the next round. `older_than`, in
    seconds: only mails made as long ago.
    """
    if not seal.is_open():
        return 0
    give_up_on_the_dead()
    end = time.monotonic() + patience
    went = 0
    for mail_id in waiting(limit=limit, older_than=older_than):
        if time.monotonic() >= end:
            break
        mail = claim(mail_id)
        if mail is None:
            continue
        state = _attempt(mail)
        went += state == EffectState.DONE
        if state in {EffectState.WAITING, EffectState.UNCERTAIN}:
            break
    return went


def _attempt(mail: NoticeMail) -> EffectState:
    try:
        hand_over(_written(mail))
    except Transient as trouble:
        return _failed(mail, str(trouble))
    except Permanent as trouble:
        return _stuck(mail, EffectState.PARKED, str(trouble))
    except Uncertain as trouble:
        return _stuck(mail, EffectState.UNCERTAIN, str(trouble))
    except Exception as error:
        log.exception("the mail of notices %s failed in a way that nobody foresaw", mail.pk)
        reason = f"It failed in a way that nobody foresaw: {error!r}"
        return _stuck(mail, EffectState.UNCERTAIN, reason)
    return _write(mail, EffectState.DONE, done_at=Now(), error="")


def _written(mail: NoticeMail) -> EmailMessage:
    if not mail.person.is_active or not mail.person.email:
        raise Permanent("The account is closed or has no address, so nobody was written to.")
    try:
        return message(mail)
    except DatabaseError as error:
        raise Transient(f"The mail could not be written: {error}.") from error
    except Exception as error:
        # Nothing has gone yet, whatever this is: so it is not uncertain.
        log.exception("the mail of notices %s can't be written", mail.pk)
        raise Permanent(f"The mail could not be written: {error!r}.") from error


def _failed(mail: NoticeMail, reason: str) -> EffectState:
    if BACKOFF.exhausted(age=patiently(database_now) - mail.created_at):
        return _stuck(mail, EffectState.PARKED, f"Given up after {mail.attempts} tries. The last: {reason}")
    pause = BACKOFF.pause(attempts=mail.attempts)
    return _write(mail, EffectState.WAITING, next_at=Now() + pause, error=reason)


def _stuck(mail: NoticeMail, state: EffectState, reason: str) -> EffectState:
    log.warning("the mail of notices %s is %s: %s", mail.pk, state, reason)
    return _write(mail, state, error=reason)


def _write(mail: NoticeMail, state: EffectState, **values: object) -> EffectState:
    """Nothing is written when the lease ran out meanwhile and the row went its way: `attempts` tells."""
    held = NoticeMail.objects.filter(pk=mail.pk, state=EffectState.SENDING, attempts=mail.attempts)
    if not patiently(lambda: held.update(state=state, lease_until=None, **values)):
        log.warning("the mail of notices %s took longer than its lease; became %s", mail.pk, state)
    return state
