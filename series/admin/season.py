"""Seasons: a plan and its slots. The plan is changed by acts, each shown as a diff first."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from series import cadence
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
from sparks.desk.times import in_day, in_utc

# Of a long plan so many slots are shown at once.
A_PART = 50


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

    class Media:
        css: ClassVar = {"all": ["admin-desk/lineup.css"]}

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
            stored = self.get_queryset(request).select_related("series").get(pk=season.pk)
            part = _part(current(stored), request.GET.get("slots", ""))
            context["season"] = {
                "slots": _slots(stored, part.object_list),
                "part": part,
                "parts": _parts(part.paginator),
                "buttons": buttons(self, request, stored, self.acts),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("slots"), ordering="slot_count")
    def slots_shown(self, obj: Any) -> int:
        return obj.slot_count


def _part(plan: list[cadence.Slot], asked: str) -> Page:
    """The part asked for, else the one that the season has come to."""
    parts = Paginator(plan, A_PART, orphans=A_PART // 5)
    come_to = next((place for place, slot in enumerate(plan) if not slot.fixed), len(plan) - 1)
    return parts.get_page(asked if asked.isdigit() else 1 + max(0, come_to) // A_PART)


def _parts(parts: Paginator) -> list[str]:
    """From when to when each goes; nothing where there is only one."""
    if parts.num_pages == 1:
        return []
    return [
        f"{in_day(part.object_list[0].wall)} – {in_day(part.object_list[-1].wall)}"
        for part in map(parts.page, parts.page_range)
    ]


def _slots(season: Season, plan: Sequence[cadence.Slot]) -> list[dict[str, Any]]:
    rows = slots_of(season).filter(pk__in=[int(slot.key) for slot in plan])
    releases = {str(row.pk): getattr(row, "release", None) for row in rows}
    found = []
    for slot in plan:
        release = releases.get(slot.key)
        there = release is not None and release.state != ReleaseState.CANCELLED
        found.append(
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
    return found
