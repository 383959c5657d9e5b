"""What became of deliveries, written down by the one who holds them."""

import logging
import random
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
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


def settle_and_claim(outcomes: Collection[Outcome], *, further: int) -> list[Claimed]:
    """Write what became of the last ones and make at most `further` more ours: one commit a batch.

    When that commit fails and is done again, what was claimed by the first try is nobody's, and becomes uncertain:
    a few mails too few.
    """
    with transaction.atomic(durable=True):
        _sent([outcome for outcome in outcomes if outcome.state == MailState.SENT])
        for outcome in outcomes:
            if outcome.state != MailState.SENT:
                settle(outcome)
        return claim(further)


def give_back(untouched: Collection[Claimed]) -> None:
    """Nothing of these was said to a mail server: they wait again, and nobody counts it as a try."""
    held = Delivery.objects.filter(
        pk__in=[one.id for one in untouched],
        state=MailState.SENDING,
        # Done twice, it must not take them from who has claimed them in between.
        lease_until__in={one.lease_until for one in untouched},
    )
    held.update(state=MailState.QUEUED, lease_until=None, attempts=F("attempts") - 1)


_SENT = """
UPDATE newsletter_delivery d SET state = 'sent', provider_id = o.word, error = '', lease_until = NULL, done_at = now()
FROM unnest(%s::bigint[], %s::int[], %s::text[]) o (id, attempts, word)
WHERE d.id = o.id AND d.attempts = o.attempts AND d.state IN ('sending', 'uncertain')
"""


def _sent(outcomes: Collection[Outcome]) -> None:
    if not outcomes:
        return
    with connection.cursor() as cursor:
        rows = [(outcome.of.id, outcome.of.attempts, outcome.provider_id) for outcome in outcomes]
        cursor.execute(_SENT, [list(column) for column in zip(*rows, strict=True)])
        late = len(rows) - cursor.rowcount
    if late:
        log.warning("%s mails of the newsletter took longer than their lease; they were sent", late)


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
