"""Acts on slots of a plan: shift, move one, swap two, pull an episode forward, let one stand in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget

from series import planning
from series.admin.acts.on_season import SlotAct, slots_of
from series.models import Release, Season, Slot, Subject
from series.planning.current import current, name_of
from series.states import ReleaseState
from sparks.desk.acts import ReasonForm
from sparks.desk.walltime import clock_field, date_field


def labels_of(season: Season) -> dict[int, str]:
    return {int(slot.key): f"{slot.name} · {slot.label}" for slot in current(season)}


class SlotChoice(forms.ModelChoiceField):
    """Slots by what stands in them and when. `labels` is filled for one season, in one go."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Slot.objects.none(), widget=UnfoldAdminSelectWidget(), **options)
        self.labels: dict[int, str] = {}

    def of(self, season: Season, labels: dict[int, str] | None = None) -> None:
        self.labels = labels_of(season) if labels is None else labels
        self.queryset = slots_of(season)

    def label_from_instance(self, obj: Any) -> str:
        # Its own words would read the season for each.
        return self.labels[obj.pk] if obj.pk in self.labels else str(obj)


class EpisodeChoice(forms.ModelChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Subject.objects.none(), widget=UnfoldAdminSelectWidget(), **options)

    def of(self, season: Season) -> None:
        ran = Q(kind="publish", state=ReleaseState.PUBLISHED)
        out = Release.objects.filter(ran).values("items__subject")
        episodes = Subject.objects.filter(episode__series=season.series).exclude(pk__in=out)
        self.queryset = episodes.select_related("episode").order_by("episode__number")

    def label_from_instance(self, obj: Any) -> str:
        return f"{name_of(obj)} · {obj.episode.title}"


class SlotForm(ReasonForm):
    slot = SlotChoice(label=_("Slot"))
    field_order = ["slot"]


class ShiftForm(SlotForm):
    weeks = forms.IntegerField(label=_("Weeks"), initial=0, widget=UnfoldAdminIntegerFieldWidget())
    days = forms.IntegerField(label=_("Days"), initial=0, widget=UnfoldAdminIntegerFieldWidget())
    wall_clock = clock_field(label=_("New time of day"), required=False)
    field_order = ["slot", "weeks", "days", "wall_clock"]


class MoveForm(SlotForm):
    date = date_field(label=_("Date"))
    time = clock_field(label=_("Time"))
    field_order = ["slot", "date", "time"]


class SwapForm(SlotForm):
    other = SlotChoice(label=_("With"))
    field_order = ["slot", "other"]


class ReserveForm(SlotForm):
    reserve = EpisodeChoice(label=_("Episode"))
    field_order = ["reserve", "slot"]


class _OnSlots(SlotAct):
    def form(self, thing: Any, data: Any = None) -> forms.Form:
        form = super().form(thing, data)
        labels = labels_of(thing)
        for field in form.fields.values():
            if isinstance(field, SlotChoice):
                field.of(thing, labels)
            elif isinstance(field, EpisodeChoice):
                field.of(thing)
        return form


class Shift(_OnSlots):
    name = "shift"
    label = _("Shift from a slot on")
    icon = "keyboard_double_arrow_right"
    form_class = ShiftForm

    def edit(self, season: Season, data: Mapping[str, Any]) -> planning.PlanEdit:
        return planning.shift_from(
            slot=data["slot"], weeks=data["weeks"], days=data["days"], wall_clock=data["wall_clock"]
        )


class MoveSlot(_OnSlots):
    name = "move"
    label = _("Move one slot")
    icon = "edit_calendar"
    form_class = MoveForm

    def edit(self, season: Season, data: Mapping[str, Any]) -> planning.PlanEdit:
        return planning.move_slot(slot=data["slot"], wall=datetime.combine(data["date"], data["time"]))


class SwapSlots(_OnSlots):
    name = "swap"
    label = _("Swap two slots")
    icon = "swap_vert"
    form_class = SwapForm

    def edit(self, season: Season, data: Mapping[str, Any]) -> planning.PlanEdit:
        return planning.swap_slots(one=data["slot"], other=data["other"])


class PullForward(_OnSlots):
    name = "pull-forward"
    label = _("Pull an episode forward")
    icon = "move_up"
    question = _("It takes the slot, and what stood there and after it moves on by one.")
    form_class = ReserveForm

    def edit(self, season: Season, data: Mapping[str, Any]) -> planning.PlanEdit:
        return planning.pull_forward(season=season, reserve=data["reserve"], into=data["slot"])


class StandIn(_OnSlots):
    name = "stand-in"
    label = _("Let an episode stand in")
    icon = "swap_horiz"
    question = _("It takes the slot; what stood there leaves the plan, and nothing else moves.")
    form_class = ReserveForm

    def edit(self, season: Season, data: Mapping[str, Any]) -> planning.PlanEdit:
        return planning.stand_in(season=season, reserve=data["reserve"], into=data["slot"])
