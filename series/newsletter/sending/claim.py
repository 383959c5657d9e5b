"""Making one delivery ours, and finding those whose sender died."""

import logging
import uuid
from dataclasses import dataclass

from django.db import connection
from django.db.models.functions import Now

from series.newsletter.models import Delivery
from series.newsletter.sending import STALE
from series.newsletter.states import MailState

log = logging.getLogger(__name__)
# Seconds a mail may take. Longer than all the time limits of one talk with a mail server.
LEASE = 180

# What waits is looked at once more in the statement that claims it: the subscriber may have left, the film may have
# been withdrawn since it was planned. Then it ends here, and nothing is sent.
_CLAIM = f"""
WITH next AS MATERIALIZED (
    SELECT id FROM newsletter_delivery WHERE state = 'queued' AND next_at <= now()
    ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE newsletter_delivery d SET
    state = CASE WHEN s.state <> 'confirmed' THEN 'suppressed'
                 WHEN l.revision_id IS NULL THEN 'dropped' ELSE 'sending' END,
    error = CASE WHEN l.revision_id IS NULL THEN 'The episode was withdrawn before this was sent.' ELSE '' END,
    attempts = d.attempts + 1,
    lease_until = now() + make_interval(secs => {LEASE})
FROM next, newsletter_subscriber s, newsletter_issue i
    LEFT JOIN series_liverevision l ON l.subject_id = i.episode_id
WHERE d.id = next.id AND s.id = d.subscriber_id AND i.id = d.issue_id
RETURNING d.id, d.state, d.attempts, d.message_id, d.issue_id, i.episode_id, l.revision_id,
    s.id, s.address, s.language, s.leave_token
"""


@dataclass(frozen=True)
class Claimed:
    id: int
    state: str
    attempts: int
    message_id: uuid.UUID
    issue: int
    episode: int
    # The live revision when it was claimed: the mail says what the page says.
    revision: int | None
    subscriber: int
    address: str
    language: str
    leave_token: str


def claim() -> Claimed | None:
    """The next delivery, `sending` by now or ended; None when nothing waits. Call it in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM)
        row = cursor.fetchone()
    return Claimed(*row) if row else None


def give_up_on_the_dead() -> None:
    """What was `sending` when its worker ended may have gone: it is uncertain, and is not sent again."""
    lost = Delivery.objects.filter(state=MailState.SENDING, lease_until__lt=Now()).update(
        state=MailState.UNCERTAIN,
        lease_until=None,
        error="The process that sent it ended before it knew the answer. It is not sent again.",
    )
    if lost:
        log.warning("%s mails of the newsletter are uncertain: their sender ended", lost)


def drop_the_stale() -> None:
    late = Delivery.objects.filter(state=MailState.QUEUED, created_at__lt=Now() - STALE).update(
        state=MailState.DROPPED, error="It waited for three days. That is no news now."
    )
    if late:
        log.warning("%s mails of the newsletter waited for three days and were dropped", late)
