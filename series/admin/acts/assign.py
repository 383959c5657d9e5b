from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from series import scheduling
from series.admin.acts.on_season import SlotAct
from series.admin.acts.on_subject import done
from series.admin.acts.plan_slots import EpisodeChoice, SlotChoice, offered
from series.models import Episode, ReleaseItem, Season, Subject
from series.models.release import ItemRole, ReleaseKind
from series.models.subject import SubjectKind
from series.states import SlotState
from sparks.accounts.models import User
from sparks.desk.acts import Done


class EmptySlot(SlotChoice):
    def of(self, season: Season, labels: Mapping[int, str]) -> None:
        super().of(season, labels)
        self.queryset = self.queryset.filter(release=None, state=SlotState.OPEN)
        empty = set(self.queryset.values_list("pk", flat=True))
        self.offer((pk, label) for pk, label in labels.items() if pk in empty)


class FreeEpisode(EpisodeChoice):
    def of(self, season: Season) -> None:
        # A subject is made when it is first asked for; an episode just typed in has none yet.
        missing = Episode.objects.filter(series=season.series_id, subject=None).values_list("pk", flat=True)
        Subject.objects.bulk_create(
            (Subject(kind=SubjectKind.EPISODE, episode_id=pk) for pk in missing), ignore_conflicts=True
        )
        super().of(season)

    def free(self, season: Season) -> QuerySet[Subject]:
        waiting = ReleaseItem.objects.filter(
            subject=OuterRef("pk"), unfinished=True, kind=ReleaseKind.PUBLISH, role=ItemRole.MAIN
        )
        return super().free(season).exclude(Exists(waiting))


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
        return offered(super().form(thing, data), thing)

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
