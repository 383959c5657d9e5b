"""Which mails can be sent now, and making one of them ours. The twin of series.publishing.effects.claim."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from series.models import NoticeMail
from series.states import EffectState

log = logging.getLogger(__name__)
# Longer than any delivery's own time limit.
LEASE = timedelta(minutes=2)


def waiting(*, limit: int, older_than: float) -> list[int]:
    """Ids of those that can go now; those that never failed come first."""
    rows = NoticeMail.objects.filter(state=EffectState.WAITING, next_at__lte=Now())
    if older_than:
        rows = rows.filter(created_at__lte=Now() - timedelta(seconds=older_than))
    return list(rows.order_by("attempts", "id").values_list("pk", flat=True)[:limit])


def claim(mail_id: int) -> NoticeMail | None:
    """Move a waiting mail to sending, with a lease, and commit that. None when somebody else has it."""
    with transaction.atomic(durable=True):
        mail = (
            NoticeMail.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(pk=mail_id, state=EffectState.WAITING, next_at__lte=Now())
            .select_related("person")
            .first()
        )
        if mail is None:
            return None
        mail.attempts += 1
        NoticeMail.objects.filter(pk=mail.pk).update(
            state=EffectState.SENDING, attempts=mail.attempts, lease_until=Now() + LEASE
        )
    return mail


def give_up_on_the_dead() -> None:
    """A mail whose sender died may have gone: it is uncertain, and a person decides."""
    lost = NoticeMail.objects.filter(state=EffectState.SENDING, lease_until__lt=Now()).update(
        state=EffectState.UNCERTAIN,
        lease_until=None,
        error="The process that sent it ended before it knew the answer. It is not sent again by itself.",
    )
    if lost:
        log.warning("%s mails of notices are uncertain: their sender ended", lost)
