"""What became of a delivery, written down by the one who holds it."""

import logging
import random
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from series.newsletter.bounces.taking import take
from series.newsletter.models import Delivery
from series.newsletter.models.bounce import BounceKind
from series.newsletter.sending.claim import Claimed, claim
from series.newsletter.states import MailState

log = logging.getLogger(__name__)
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=2)
TRIES = 12


@dataclass(frozen=True, kw_only=True)
class Outcome:
    of: Claimed
    state: MailState
    provider_id: str = ""
    error: str = ""


def settle_and_claim(outcome: Outcome | None, *, further: bool = True) -> Claimed | None:
    """Write what became of the last and make the next ours: one commit a mail. Not `further`: claim none.

    When that commit fails and is done again, a delivery that was claimed by the first try is nobody's, and becomes
    uncertain: a mail too few.
    """
    with transaction.atomic(durable=True):
        if outcome is not None:
            settle(outcome)
        return claim() if further else None


def settle(outcome: Outcome) -> None:
    one = outcome.of
    held = Delivery.objects.filter(
        pk=one.id, attempts=one.attempts, state__in=[MailState.SENDING, MailState.UNCERTAIN]
    )
    if outcome.state == MailState.QUEUED:
        _again(outcome)
    elif outcome.state == MailState.BOUNCED:
        take(
            event=f"smtp {one.message_id}",
            kind=BounceKind.HARD,
            subscriber_id=one.subscriber,
            delivery_id=one.id,
            error=outcome.error,
        )
    elif not held.update(
        state=outcome.state,
        provider_id=outcome.provider_id,
        error=outcome.error,
        lease_until=None,
        done_at=Now(),
    ):
        log.warning("delivery %s took longer than its lease; became %s", one.id, outcome.state)


def _again(outcome: Outcome) -> None:
    """After a pause; after so many tries it counts as a soft bounce."""
    one = outcome.of
    if one.attempts >= TRIES:
        take(
            event=f"smtp {one.message_id}",
            kind=BounceKind.SOFT,
            subscriber_id=one.subscriber,
            delivery_id=one.id,
            error=f"Given up after {one.attempts} tries. The last: {outcome.error}",
        )
        return
    pause = min(FIRST * 2 ** (one.attempts - 1), LONGEST) * random.uniform(0.8, 1.0)  # noqa: S311 - no secret
    Delivery.objects.filter(pk=one.id, attempts=one.attempts, state=MailState.SENDING).update(
        state=MailState.QUEUED, next_at=Now() + pause, lease_until=None, error=outcome.error
    )
