"""What every act on a season's plan has: the diff first, and then exactly what was shown."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from series import planning
from series.admin.acts.refusals import SENTENCES
from series.models import Season, Slot
from series.planning import PlanEdit
from sparks.accounts.models import User
from sparks.desk.acts import Act, Done


class PlanAct(Act):
    """A subclass says what edit the answers make; showing it and doing it are the same call."""

    refusals = SENTENCES
    permission = "series.plan_season"
    icon = "calendar_month"
    question = _("You see every change before it is made. What is published never moves.")
    sample = None

    def edit(self, season: Season, data: Mapping[str, Any]) -> PlanEdit:
        raise NotImplementedError

    def lock(self, thing: Any) -> None:
        Season.objects.select_for_update().get(pk=thing.pk)

    def look(self, thing: Any) -> None:
        planning.know(thing)

    def mark(self, thing: Any) -> str:
        # As the preview's: it is of the plan that stands, whatever the edit.
        return planning.mark_of(planning.current(thing))

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        season = Season.objects.get(pk=thing.pk)
        edit = self.edit(season, data)
        notes = planning.preview(season=season, edit=edit).notes
        applied = planning.apply(season_id=season.pk, edit=edit, by=by, reason=data.get("reason", ""))
        changed = [change.sentence for change in applied.changes if change.kind != "unchanged"]
        if not changed:
            return Done(sentence="The plan is that already; nothing changes.", lines=notes)
        return Done(sentence=applied.sentence, paths=applied.paths, lines=[*changed, *notes])


class SlotAct(PlanAct):
    """A plan act that starts from the slots there are."""

    def offered(self, thing: Any) -> bool:
        # A page that offers them all has counted once.
        counted: int | None = getattr(thing, "slot_count", None)
        return thing.pk is not None and (thing.slots.exists() if counted is None else counted > 0)


def slots_of(season: Season) -> Any:
    return Slot.objects.filter(season=season).select_related("release")
