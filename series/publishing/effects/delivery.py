"""Sends what is ready, channel beside channel."""

import logging
import time
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.db import connection

from series.models import Effect
from series.publishing import seal
from series.publishing.due import crowded
from series.publishing.effects import purge, record
from series.publishing.effects.claim import claim, give_back, waiting
from series.publishing.effects.kinds import KINDS
from series.publishing.effects.outcomes import Permanent, Transient, Uncertain
from series.states import EffectState

log = logging.getLogger(__name__)
AT_ONCE = 8
# A channel that took this long is left for the next round, even if it answered.
SLOW_SECONDS = 2.0


@dataclass
class Round:
    tried: int = 0
    delivered: int = 0
    rests: bool = False


def deliver_due(
    *,
    limit: int = 200,
    older_than: float | None = None,
    kinds: Collection[str] | None = None,
    patience: float = 20.0,
) -> int:
    """Send what is ready to go; return how many went. Call it as often as you like, from many processes.

    Each row is claimed in a short transaction of its own, sent outside any, and what became of it is written
    down. `older_than`, in seconds: only rows made as long ago. `kinds`: only these. After `patience` seconds
    nothing new is begun; what is under way ends within its own time limit, at most 10 s for HTTP.
    """
    if not seal.is_open():
        return 0
    give_back()
    end = time.monotonic() + patience
    wanted = KINDS.keys() if kinds is None else kinds
    resting: set[str] = set()
    tried = delivered = 0
    while tried < limit and time.monotonic() < end:
        # Visitors before mail: while many releases wait, only their purges go.
        hurried = wanted if not crowded() else [kind for kind in wanted if kind == purge.KIND]
        channels = waiting(kinds=hurried, limit=limit - tried, older_than=older_than, resting=resting)
        rounds = _side_by_side(channels, end)
        resting.update(channel for channel, one in rounds.items() if one.rests)
        tried += sum(one.tried for one in rounds.values())
        delivered += sum(one.delivered for one in rounds.values())
        if not any(one.tried for one in rounds.values()):
            break
    return delivered


def _side_by_side(channels: dict[str, list[int]], end: float) -> dict[str, Round]:
    # Inside a transaction of the caller no other connection would see the rows.
    if len(channels) < 2 or connection.in_atomic_block:
        return {channel: _through(ids, end) for channel, ids in channels.items()}
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        running = {channel: pool.submit(_in_thread, ids, end) for channel, ids in channels.items()}
        return {channel: future.result() for channel, future in running.items()}


def _in_thread(ids: list[int], end: float) -> Round:
    try:
        return _through(ids, end)
    finally:
        connection.close()


def _through(ids: list[int], end: float) -> Round:
    """One channel, one row after another, until one fails."""
    done = Round()
    for pk in ids:
        if time.monotonic() >= end:
            break
        effect = claim(pk)
        if effect is None:
            continue
        begun = time.monotonic()
        state = _attempt(effect)
        done.tried += 1
        done.delivered += state == EffectState.DONE
        slow = time.monotonic() - begun > SLOW_SECONDS
        if slow or state in {EffectState.WAITING, EffectState.UNCERTAIN}:
            done.rests = True
            break
    return done


def _attempt(effect: Effect) -> EffectState:
    kind = KINDS[effect.kind]
    try:
        kind.deliver(effect)
    except Transient as trouble:
        return record.failed(effect, str(trouble))
    except Permanent as trouble:
        return record.parked(effect, str(trouble))
    except Uncertain as trouble:
        return record.uncertain(effect, str(trouble))
    except Exception as error:
        # One bad row never stops the rest.
        log.exception("effect %s (%s) failed in a way that nobody foresaw", effect.pk, effect)
        reason = f"It failed in a way that nobody foresaw: {error!r}"
        if kind.SENDER_DIED == EffectState.UNCERTAIN:
            return record.uncertain(effect, reason)
        return record.failed(effect, reason)
    return record.done(effect)
