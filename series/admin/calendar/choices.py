"""Who or what else: the choices of a swap, of an open slot, and of a place for an episode of the reserve."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from series.admin.calendar.labels import release_label, slot_label, subject_label
from series.calendar import reading, reserve
from series.models import Release, Slot, Subject
from series.publishing.due import database_now
from series.states import UNFINISHED, SlotState
from sparks.desk.acts import ReasonForm

# Farther ahead than this nobody chooses from a list; the season's page has them all.
MOST = 120


class _Choice(forms.ModelChoiceField):
    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", UnfoldAdminSelectWidget())
        super().__init__(**options)


class ReleaseChoice(_Choice):
    def label_from_instance(self, obj: Any) -> str:
        return release_label(obj)


class SlotChoice(_Choice):
    def label_from_instance(self, obj: Any) -> str:
        return slot_label(obj)


class SubjectChoice(_Choice):
    def label_from_instance(self, obj: Any) -> str:
        return subject_label(obj)


class SwapForm(ReasonForm):
    other = ReleaseChoice(label=_("Trade places with"), queryset=Release.objects.none())
    field_order = ["other", "reason"]

    def __init__(self, data: Any = None, *, release: Release, asked: int | None = None) -> None:
        super().__init__(data)
        self.fields["other"].queryset = waiting(but_for=release, asked=asked)


class SeatForm(ReasonForm):
    """Who takes the slot: an episode of the reserve, or a release that waits elsewhere."""

    episode = SubjectChoice(
        label=_("Episode of the reserve"), queryset=Subject.objects.none(), required=False
    )
    release = ReleaseChoice(
        label=_("Or a release that waits elsewhere"), queryset=Release.objects.none(), required=False
    )
    field_order = ["episode", "release", "reason"]

    def __init__(
        self, data: Any = None, *, slot: Slot, may: dict[str, bool], asked: int | None = None
    ) -> None:
        super().__init__(data)
        self.fields["episode"].queryset = reserves(slot.season.series_id)
        self.fields["release"].queryset = waiting(asked=asked).filter(
            kind="publish", items__subject__episode__series=slot.season.series_id
        )
        if not may["pencil"]:
            del self.fields["episode"]
        if not may["move"]:
            del self.fields["release"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and bool(data.get("episode")) == bool(data.get("release")):
            raise forms.ValidationError(_("Choose one of the two: an episode of the reserve, or a release."))
        return data


class PullForm(ReasonForm):
    episode = SubjectChoice(label=_("Episode of the reserve"), queryset=Subject.objects.none())
    field_order = ["episode", "reason"]

    def __init__(self, data: Any = None, *, slot: Slot) -> None:
        super().__init__(data)
        self.fields["episode"].queryset = reserves(slot.season.series_id)


class ReserveForm(forms.Form):
    slot = SlotChoice(label=_("Slot"), queryset=Slot.objects.none())

    def __init__(self, data: Any = None, *, subject: Subject) -> None:
        super().__init__(data)
        episode = subject.episode
        ahead = Slot.objects.filter(
            season__series=episode.series_id if episode else None,
            instant__gt=database_now(),
            state=SlotState.OPEN,
        )
        within = ahead.order_by("instant", "pk").values("pk")[:MOST]
        self.fields["slot"].queryset = (
            Slot.objects.filter(pk__in=list(within.values_list("pk", flat=True)))
            .select_related("season__series", "release")
            .prefetch_related("release__items__subject__episode")
            .order_by("instant", "pk")
        )


def waiting(*, but_for: Release | None = None, asked: int | None = None) -> Any:
    """Releases that have not run, the nearest first; and the one that was asked for, however far it is."""
    rows = Release.objects.filter(state__in=UNFINISHED).order_by("instant", "pk")
    near = list(rows.values_list("pk", flat=True)[:MOST])
    rows = rows.filter(pk__in=[*near, *([asked] if asked else [])]).prefetch_related(reading.mains())
    return rows.exclude(pk=but_for.pk) if but_for else rows


def reserves(series: int) -> Any:
    found, _more = reserve.waiting(series=[series], most=MOST)
    rows = Subject.objects.filter(pk__in=[one.pk for one in found]).select_related("episode__series")
    return rows.order_by("episode__number", "pk")
