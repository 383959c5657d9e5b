"""The loop of a worker that sends."""

import logging
import time
from functools import partial

from series.newsletter.sending.claim import BATCH, Claimed, drop_the_stale, give_up_on_the_dead
from series.newsletter.sending.line import Later, Line, NoSuchAddress, Unknown
from series.newsletter.sending.settle import Outcome, give_back, settle_and_claim
from series.newsletter.sending.slots import slot
from series.newsletter.states import MailState
from series.newsletter.writing.stencil import Stencils
from series.publishing import seal
from series.publishing.due import crowded
from series.publishing.effects.record import patiently

log = logging.getLogger(__name__)
# Something is wrong with the line and not with an address: go home, and let it rest.
IN_A_ROW = 5


def send_due(*, patience: float = 8.0, limit: int | None = None) -> int:
    """Send what waits, for `patience` seconds; how many went. Call it as often as you like, from many processes.

    At most two send at once; the rest returns. Before each few mails one transaction: what became of the last is
    written, the next `BATCH` are claimed. While there is no mail server nothing is claimed.
    """
    if not seal.is_open() or crowded():
        return 0
    with slot() as ours:
        if not ours:
            return 0
        give_up_on_the_dead()
        drop_the_stale()
        try:
            with Line() as line:
                return _send(line, until=time.monotonic() + patience, limit=limit)
        except Later as trouble:
            log.warning("the newsletter waits: %s", trouble)
            return 0


def _send(line: Line, *, until: float, limit: int | None) -> int:
    stencils, went, in_a_row = Stencils(), 0, 0
    outcomes: list[Outcome] = []
    while True:
        further = BATCH if limit is None else min(BATCH, limit - went)
        if time.monotonic() >= until or in_a_row >= IN_A_ROW:
            further = 0
        batch = patiently(partial(settle_and_claim, outcomes, further=further))
        if not batch:
            return went
        outcomes = []
        waiting = [one for one in batch if one.state == MailState.SENDING]
        for place, one in enumerate(waiting):
            # The first is always tried: whoever was claimed in time has its turn.
            if place and (time.monotonic() >= until or in_a_row >= IN_A_ROW):
                patiently(partial(give_back, waiting[place:]))
                break
            outcome = _attempt(line, one, stencils)
            outcomes.append(outcome)
            went += outcome.state == MailState.SENT
            in_a_row = 0 if outcome.state == MailState.SENT else in_a_row + 1


def _attempt(line: Line, one: Claimed, stencils: Stencils) -> Outcome:
    try:
        mail = stencils.mail(one)
    except Exception as error:
        # Nothing has gone yet, whatever this is.
        log.exception("the mail of issue %s can't be written", one.issue)
        return Outcome(of=one, state=MailState.QUEUED, error=f"It could not be written: {error!r}.")
    try:
        return Outcome(of=one, state=MailState.SENT, provider_id=line.hand_over(mail))
    except Later as trouble:
        return Outcome(of=one, state=MailState.QUEUED, error=str(trouble))
    except NoSuchAddress as answer:
        return Outcome(of=one, state=MailState.BOUNCED, error=str(answer))
    except Unknown as trouble:
        return Outcome(of=one, state=MailState.UNCERTAIN, error=str(trouble))
    except Exception as error:  # noqa: BLE001 -- one bad row never stops the rest
        # The class alone: the words may hold the address.
        said = f"It failed in a way that nobody foresaw: {type(error).__name__}."
        log.error("delivery %s: %s", one.id, said)
        line.close()
        return Outcome(of=one, state=MailState.UNCERTAIN, error=said)
