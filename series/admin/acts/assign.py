from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from series import scheduling
from series.admin.acts.on_season import SlotAct, slots_of
from series.admin.acts.on_subject import done
from series.admin.acts.plan_slots import EpisodeChoice, SlotChoice
from series.models import Episode, Subject
from series.models.subject import SubjectKind
from series.states import UNFINISHED, SlotState
from sparks.accounts.models import User
from sparks.desk.acts import Done


class EmptySlot(SlotChoice):
    def of(self, season: Any, labels: dict[int, str] | None = None) -> None:
        super().of(season, labels)
        self.queryset = slots_of(season).filter(release=None, state=SlotState.OPEN)


class FreeEpisode(EpisodeChoice):
    def of(self, season: Any) -> None:
        # A subject is made when it is first asked for; an episode just typed in has none yet.
        missing = Episode.objects.filter(series=season.series, subject=None).values_list("pk", flat=True)
        Subject.objects.bulk_create(
            (Subject(kind=SubjectKind.EPISODE, episode_id=pk) for pk in missing), ignore_conflicts=True
        )
        super().of(season)
        self.queryset = self.queryset.exclude(
            releases__state__in=UNFINISHED, releases__kind="publish", items__role="main"
        )


class AssignForm(forms.Form):
    episode = FreeEpisode(label=_("Episode"))
    slot = EmptySlot(label=_("Slot"))


class Assign(SlotAct):
    """Pencil an episode into an empty slot of the plan."""

    name = "assign"
    label = _("Put an episode into a slot")
    icon = "add_task"
    permission = "series.plan_release"
    question = _("It is planned for the slot's time; it goes out only once it is approved and scheduled.")
    form_class = AssignForm

    def form(self, thing: Any, data: Any = None) -> forms.Form:
        form = super().form(thing, data)
        for field in form.fields.values():
            if isinstance(field, (SlotChoice, EpisodeChoice)):
                field.of(thing)
        return form

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        slot = data["slot"]
        return done(
            scheduling.plan(
                subject=data["episode"],
                wall=datetime.fromisoformat(slot.wall),
                zone=slot.zone,
                by=by,
                slot=slot,
            )
        )
