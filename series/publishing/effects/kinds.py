"""The kinds of effects there are, and what each must offer."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Protocol, cast

from django.db.models import Q

from series.models import Effect
from series.publishing.effects import notice, purge, webhook
from series.publishing.effects.backoff import Backoff
from series.publishing.effects.told import Told
from series.states import EffectState


class Kind(Protocol):
    KIND: str
    # How long a sender may take before others believe it dead. Longer than any delivery's own time limit.
    LEASE: timedelta
    # What a row becomes when its sender died: waiting (at least once) or uncertain (at most once).
    SENDER_DIED: EffectState
    BACKOFF: Backoff

    def rows(self, releases: Sequence[Told]) -> Iterable[Effect]:
        """The rows of these releases, unsaved. Called in their transaction."""

    def ready(self) -> Q:
        """Which waiting rows need wait for nothing else. Once true of a row, it stays true."""

    def channel(self, target: str) -> str:
        """What fails as one: when one row of a channel fails, the rest of it is left for the next round."""

    def deliver(self, effect: Effect) -> None:
        """Send it, outside any transaction. Raises Transient, Permanent or Uncertain."""


# In the order in which they are looked for: what visitors see comes first.
KINDS: dict[str, Kind] = {module.KIND: cast("Kind", module) for module in (purge, webhook, notice)}


def register(module: object) -> None:
    """A kind from a room that this one does not know, once, at start."""
    kind = cast("Kind", module)
    KINDS[kind.KIND] = kind
