"""Releases: when what goes out, how late it went, why it is held. Changed by acts only."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from series import carried
from series.admin import items as read_items
from series.admin import states
from series.admin.acts.bundle import AddToRelease, Split, TakeOut
from series.admin.acts.cancel import Cancel
from series.admin.acts.release_now import ReleaseNow
from series.admin.acts.reschedule import Reschedule
from series.admin.acts.schedule import Schedule
from series.admin.acts.swap import Swap
from series.admin.acts.told import groups_of
from series.admin.acts.unschedule import Unschedule
from series.admin.bulk.actions import BulkActions
from series.admin.bundling.action import Together
from series.admin.pinned import PINNED, pinned_words
from series.admin.saved_filters import ListTools
from series.bundles import is_bundle
from series.models import Release
from series.models.release import ItemRole, ReleaseKind
from series.pages.touched import Touched
from series.scheduling import pinning
from series.scheduling.times import said
from series.states import ReleaseState
from sparks.desk.acts import Act
from sparks.desk.confirmation import act_urls, buttons
from sparks.desk.history_page import HistoryPage
from sparks.desk.only_looked_at import NotByForm
from sparks.desk.times import DASH, in_utc

ACTS: tuple[Act, ...] = (
    *(Schedule(), ReleaseNow(), Unschedule(), Reschedule(), Swap()),
    *(AddToRelease(), TakeOut(), Split(), Cancel()),
)


@admin.register(Release)
class ReleaseAdmin(NotByForm, Together, BulkActions, ListTools, HistoryPage, ModelAdmin):
    acts: ClassVar[tuple[Act, ...]] = ACTS
    list_display = ["when", "what", "kind", "state_shown", "lateness", "hold_reason"]
    list_display_links = ["when"]
    list_filter = ["state", "kind"]
    search_fields = ["items__subject__episode__title", "items__subject__creator__name", "hold_reason"]
    ordering = ["-instant", "-id"]
    change_form_outer_before_template = "admin/desk/release.html"
    fields = ["when", "state", "kind", "notice", "hold_reason", "by_whom", "done"]

    def get_urls(self) -> list[URLPattern]:
        return [*act_urls(self, self.acts), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> Any:
        # A release's own page shows what comes along with it; a list calls it by what it is about.
        alone = request.resolver_match is not None and "object_id" in request.resolver_match.kwargs
        rows = super().get_queryset(request).select_related("created_by", "scheduled_by")
        return rows.prefetch_related(carried.items() if alone else read_items.mains())

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        release = context["original"]
        rows = list(release.items.select_related(*PINNED, *read_items.THINGS).order_by("-role", "pk"))
        change = Touched() if release.state == ReleaseState.CANCELLED else pinning.paths_of(release)
        context["release"] = {
            "rows": rows,
            "items": [
                {
                    "subject": item.subject,
                    "pinned": pinned_words(item.revision),
                    "companion": item.role == ItemRole.COMPANION,
                    "update": item.kind == ReleaseKind.UPDATE,
                }
                for item in rows
            ],
            "bundle": read_items.release_name(release) if is_bundle(release) else "",
            "groups": groups_of(release, change) if release.state == ReleaseState.SCHEDULED else [],
            "buttons": buttons(self, request, release, self.acts),
            "paths": change.paths,
            "effects": list(release.effects.order_by("pk")),
            "open_marks": release.marks.count(),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    @display(description=_("when"), ordering="instant")
    def when(self, obj: Any) -> str:
        return said(obj.instant, obj.zone)

    @display(description=_("what"))
    def what(self, obj: Any) -> str:
        return read_items.release_name(obj)

    @display(description=_("state"), ordering="state", label=states.RELEASE)
    def state_shown(self, obj: Any) -> tuple[str, str]:
        return obj.state, obj.get_state_display()

    @display(description=_("late by"))
    def lateness(self, obj: Any) -> str:
        if obj.published_at is None:
            return DASH
        return f"{(obj.published_at - obj.instant).total_seconds() * 1000:.0f} ms"

    @display(description=_("by whom"))
    def by_whom(self, obj: Any) -> str:
        parts = [f"made by {obj.created_by}" if obj.created_by else "made by the system"]
        if obj.scheduled_by:
            parts.append(f"scheduled by {obj.scheduled_by}")
        return ", ".join(parts)

    @display(description=_("done at"))
    def done(self, obj: Any) -> str:
        return in_utc(obj.published_at)
