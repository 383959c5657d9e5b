"""Acts on slots of a plan: shift, move one, swap two, pull an episode forward, let one stand in."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget

from series import planning
from series.admin.acts.on_season import SlotAct, slots_of
from series.models import Season, Slot, Subject
from series.planning.current import current, episode_name
from sparks.desk.acts import ReasonForm
from sparks.desk.walltime import clock_field, date_field


def labels_of(season: Season) -> dict[int, str]:
    return {int(slot.key): f"{slot.name} · {slot.label}" for slot in current(season)}


class LongChoice(forms.ModelChoiceField):
    """One of hundreds, offered as words that were read in one go and not as objects."""

    def offer(self, labels: Iterable[tuple[int, str]]) -> None:
        self.choices = [("", str(self.empty_label)), *labels]


class SlotChoice(LongChoice):
    """Slots by what stands in them and when."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Slot.objects.none(), widget=UnfoldAdminSelectWidget(), **options)

    def of(self, season: Season, labels: Mapping[int, str]) -> None:
        self.queryset = slots_of(season)
        self.offer(labels.items())


class EpisodeChoice(LongChoice):
    """Episodes that were never released, by number."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Subject.objects.none(), widget=UnfoldAdminSelectWidget(), **options)

    def of(self, season: Season) -> None:
        self.queryset = self.free(season)
        rows = self.queryset.order_by("episode__number").values_list(
            "pk", "episode__number", "episode__title"
        )
        self.offer((pk, f"{episode_name(number)} · {title}") for pk, number, title in rows)

    def free(self, season: Season) -> QuerySet[Subject]:
        return Subject.objects.filter(
            episode__series=season.series_id, first_published_at=None
        ).select_related("episode")


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


def offered(form: forms.Form, season: Season) -> forms.Form:
    """The form with this season's slots and episodes to choose from."""
    labels = labels_of(season)
    for field in form.fields.values():
        if isinstance(field, SlotChoice):
            field.of(season, labels)
        elif isinstance(field, EpisodeChoice):
            field.of(season)
    return form


class _OnSlots(SlotAct):
    def form(self, thing: Any, data: Any = None) -> forms.Form:
        return offered(super().form(thing, data), thing)


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
