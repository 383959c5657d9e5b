"""What every act on a release has: the locks in the engine's order, and what the person saw of it."""

from typing import Any

from series.admin.acts.refusals import SENTENCES
from series.admin.acts.told import told
from series.models import Release
from series.models.release import ReleaseKind
from series.scheduling import Outcome
from series.scheduling.locking import lock_releases
from series.states import UNFINISHED
from sparks.accounts.models import User
from sparks.desk.acts import Act, Done, mark_of

WHEN = ("state", "instant", "wall", "zone", "slot")


class ReleaseAct(Act):
    refusals = SENTENCES
    permission = "series.schedule_release"
    from_states: tuple[str, ...] = tuple(UNFINISHED)

    def allowed(self, user: User, thing: Any) -> bool:
        # Who may not withdraw may not move or call off a withdrawal either.
        withdrawal = thing.kind == ReleaseKind.WITHDRAW
        return super().allowed(user, thing) and (not withdrawal or user.has_perm("series.withdraw_release"))

    def offered(self, thing: Any) -> bool:
        return thing.state in self.from_states

    def lock(self, thing: Any) -> None:
        lock_releases([thing.pk])

    def mark(self, thing: Any) -> str:
        seen = Release.objects.filter(pk=thing.pk).order_by("items")
        return mark_of(
            list(seen.values_list(*(*WHEN, "items__subject", "items__revision"))),
        )


def carried(outcome: Outcome, *releases: Release) -> Done:
    return told(outcome, *releases)
