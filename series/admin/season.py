"""Seasons: a plan and its slots. The plan is changed by acts, each shown as a diff first."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from series.admin.acts.assign import Assign
from series.admin.acts.on_season import slots_of
from series.admin.acts.plan_pauses import Pause, Resume, Skip
from series.admin.acts.plan_rule import PlanRule
from series.admin.acts.plan_slots import MoveSlot, PullForward, Shift, StandIn, SwapSlots
from series.models import Season
from series.planning import current
from series.states import ReleaseState
from sparks.desk.acts import Act
from sparks.desk.confirmation import act_urls, buttons
from sparks.desk.history_page import HistoryPage
from sparks.desk.times import in_utc


@admin.register(Season)
class SeasonAdmin(HistoryPage, ModelAdmin):
    acts: ClassVar[tuple[Act, ...]] = (
        PlanRule(),
        Assign(),
        Skip(),
        Pause(),
        Resume(),
        Shift(),
        MoveSlot(),
        SwapSlots(),
        PullForward(),
        StandIn(),
    )
    list_display = ["__str__", "series", "number", "slots_shown"]
    list_filter = ["series"]
    list_select_related = ["series"]
    show_full_result_count = False
    list_per_page = 50
    search_fields = ["title", "series__title"]
    autocomplete_fields = ["series"]
    fields = ["series", "number", "title"]
    actions = None
    change_form_outer_before_template = "admin/desk/season.html"

    def get_urls(self) -> list[URLPattern]:
        return [*act_urls(self, self.acts), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(slot_count=Count("slots"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["series"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # What stands in a slot keeps the plan.
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.slots.filter(release__isnull=False).exists())

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        season = context.get("original")
        if season is not None:
            stored = Season.objects.select_related("series").get(pk=season.pk)
            context["season"] = {
                "slots": _slots(stored),
                "buttons": buttons(self, request, stored, self.acts),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("slots"), ordering="slot_count")
    def slots_shown(self, obj: Any) -> int:
        return obj.slot_count


def _slots(season: Season) -> list[dict[str, Any]]:
    releases = {str(row.pk): getattr(row, "release", None) for row in slots_of(season)}
    rows = []
    for slot in current(season):
        release = releases.get(slot.key)
        there = release is not None and release.state != ReleaseState.CANCELLED
        rows.append(
            {
                "name": slot.name,
                "label": slot.label,
                "utc": in_utc(slot.instant),
                "premiere": slot.premiere,
                "fixed": slot.fixed,
                "decide": slot.state == "decide",
                "state": release.get_state_display() if there else "",
                "url": reverse("admin:series_release_change", args=[release.pk]) if there else "",
            }
        )
    return rows
