"""Which rows can be sent now, and making one of them ours."""

import logging
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from series.models import Effect
from series.publishing.effects.kinds import KINDS
from series.states import EffectState

log = logging.getLogger(__name__)


def waiting(
    *, kinds: Collection[str], limit: int, older_than: float | None, resting: Collection[str]
) -> dict[str, list[int]]:
    """Ids of the rows that can be sent now, by channel. Those that never failed come first."""
    channels: dict[str, list[int]] = {}
    for name, kind in KINDS.items():
        if name not in kinds:
            continue
        rows = Effect.objects.filter(kind=name, state=EffectState.WAITING, next_at__lte=Now())
        if older_than is not None:
            rows = rows.filter(created_at__lte=Now() - timedelta(seconds=older_than))
        targets = rows.values_list("target", flat=True).distinct().order_by()
        rests = [target for target in targets if kind.channel(target) in resting] if resting else []
        rows = rows.filter(kind.ready()).exclude(target__in=rests).order_by("attempts", "id")
        for pk, target in rows.values_list("pk", "target")[:limit]:
            channels.setdefault(kind.channel(target), []).append(pk)
    return channels


def claim(effect_id: int) -> Effect | None:
    """Move a waiting row to sending, with a lease, and commit that. None when somebody else has it."""
    with transaction.atomic(durable=True):
        effect = (
            Effect.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(pk=effect_id, state=EffectState.WAITING, next_at__lte=Now())
            .select_related("release")
            .first()
        )
        if effect is None:
            return None
        effect.state = EffectState.SENDING
        effect.attempts += 1
        Effect.objects.filter(pk=effect.pk).update(
            state=EffectState.SENDING,
            attempts=effect.attempts,
            lease_until=Now() + KINDS[effect.kind].LEASE,
        )
    return effect


def give_back() -> None:
    """Free the rows whose sender died: to wait again, or to be uncertain where once too often is worse."""
    for name, kind in KINDS.items():
        dead = Effect.objects.filter(kind=name, state=EffectState.SENDING, lease_until__lt=Now())
        if kind.SENDER_DIED == EffectState.WAITING:
            dead.update(state=EffectState.WAITING, next_at=Now(), lease_until=None)
            continue
        lost = dead.update(
            state=kind.SENDER_DIED,
            lease_until=None,
            error="The process that sent it ended before it knew the answer. It is not sent again by itself.",
        )
        if lost:
            log.warning("%s %s effects are uncertain: their sender ended", lost, name)
