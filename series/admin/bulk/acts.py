"""The acts that can be done on several things, by the list they are offered on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from series import carried
from series.admin import items as read_items
from series.admin.bulk import each
from series.models import Episode, Release, Review
from series.scheduling.times import said
from sparks.desk.acts import ReasonForm


class DaysForm(ReasonForm):
    days = forms.IntegerField(
        label=_("Days"),
        min_value=-366,
        max_value=366,
        help_text=_("Less than nothing moves them earlier. The time of day stays, in each one's own zone."),
        widget=UnfoldAdminIntegerFieldWidget(),
    )
    field_order = ["days", "reason"]

    def clean_days(self) -> int:
        days: int = self.cleaned_data["days"]
        if days == 0:
            raise forms.ValidationError(_("By how many days? 0 moves nothing."))
        return days


@dataclass(frozen=True)
class BulkAct:
    """`do` is done on each thing in a transaction of its own, and answers with a sentence or raises one."""

    name: str
    label: Any
    question: Any
    permission: str
    # The list that it is offered on.
    model: type
    do: Callable[..., str]
    form_class: type[forms.Form] = ReasonForm
    danger: bool = False

    def things(self, ids: list[int]) -> list[Any]:
        """Those chosen, in the order chosen; read in a few queries."""
        found = _READ[self.model]().in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    def name_of(self, thing: Any) -> str:
        return _NAMES[self.model](thing)


_READ: dict[type, Callable[[], Any]] = {
    Episode: lambda: Episode.objects.select_related("series", "creator"),
    Release: lambda: Release.objects.prefetch_related(carried.items()),
    Review: lambda: Review.objects.prefetch_related(read_items.revisions()),
}
_NAMES: dict[type, Callable[[Any], str]] = {
    Episode: str,
    Release: lambda release: f"{read_items.release_name(release)} · {said(release.instant, release.zone)}",
    Review: lambda review: read_items.names([revision.subject for revision in review.revisions.all()]),
}
_SCHEDULES = "series.schedule_release"
ACTS = {
    act.name: act
    for act in [
        BulkAct(
            name="submit",
            label=_("Send for review"),
            question=_("Each is frozen as it stands now and waits for somebody who wrote none of it."),
            permission="series.submit_review",
            model=Episode,
            do=each.submit,
        ),
        BulkAct(
            name="cancel-episodes",
            label=_("Cancel their releases"),
            question=_("What waits for each of these does not go out. Working copies and approvals stay."),
            permission=_SCHEDULES,
            model=Episode,
            do=each.cancel_of,
            danger=True,
        ),
        BulkAct(
            name="move-episodes",
            label=_("Move their releases by days"),
            question=_("Each stays planned or scheduled as it is, and leaves its slot."),
            permission=_SCHEDULES,
            model=Episode,
            do=each.move_of,
            form_class=DaysForm,
        ),
        BulkAct(
            name="approve",
            label=_("Approve"),
            question=_(
                "Exactly the revisions sent are approved, with their files. Your own work is left out."
            ),
            permission="series.decide_review",
            model=Review,
            do=each.approve,
        ),
        BulkAct(
            name="cancel",
            label=_("Cancel"),
            question=_("None of these goes out. Working copies and approvals stay."),
            permission=_SCHEDULES,
            model=Release,
            do=each.cancel,
            danger=True,
        ),
        BulkAct(
            name="move",
            label=_("Move by days"),
            question=_("Each stays planned or scheduled as it is, and leaves its slot."),
            permission=_SCHEDULES,
            model=Release,
            do=each.move,
            form_class=DaysForm,
        ),
    ]
}
