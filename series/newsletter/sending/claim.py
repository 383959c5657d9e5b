"""Making a few deliveries ours, and finding those whose sender died."""

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models.functions import Now

from series.newsletter.models import Delivery
from series.newsletter.sending import STALE
from series.newsletter.states import MailState

log = logging.getLogger(__name__)
# How many a sender holds at once, and so the most that become uncertain when it is killed: one commit serves so many.
BATCH = 8
# Seconds a batch may take. Longer than a round's patience and all the time limits of one talk with a mail server.
LEASE = 180

# What waits is looked at once more in the statement that claims it: the subscriber may have left, the film may have
# been withdrawn since it was planned. Then it ends here, and nothing is sent.
_CLAIM = f"""
WITH next AS MATERIALIZED (
    SELECT id FROM newsletter_delivery WHERE state = 'queued' AND next_at <= now()
    ORDER BY next_at, id LIMIT %s FOR UPDATE SKIP LOCKED
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
    s.id, s.address, s.language, s.leave_token, d.lease_until,
    NOT s.everything AND NOT EXISTS (SELECT FROM newsletter_following f WHERE f.subscriber_id = s.id)
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
    # What tells this claim from every other of the same delivery.
    lease_until: datetime
    # Asked for this film alone.
    reminded: bool


def claim(most: int) -> list[Claimed]:
    """The next deliveries, `sending` by now or ended; none when nothing waits. Call it in a transaction."""
    if most < 1:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [most])
        return sorted((Claimed(*row) for row in cursor.fetchall()), key=lambda one: one.id)


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
