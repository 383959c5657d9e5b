"""Reviews: what was sent, what it would change, and who decided."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from series.admin import items, states
from series.admin.acts.decide import Approve, AskChanges
from series.admin.comparison import compare
from series.admin.saved_filters import ListTools
from series.models import Review
from series.states import ReviewState
from sparks.accounts.models import User
from sparks.desk.acts import Act
from sparks.desk.confirmation import act_urls, buttons
from sparks.desk.history_page import HistoryPage
from sparks.desk.times import in_utc


@admin.register(Review)
class ReviewAdmin(ListTools, HistoryPage, ModelAdmin):
    acts: ClassVar[tuple[Act, ...]] = (Approve(), AskChanges())
    list_display = ["what", "state_shown", "submitted", "submitted_by", "decision"]
    list_filter = ["state"]
    list_select_related = ["submitted_by", "decided_by"]
    ordering = ["-submitted_at"]
    actions = None
    change_form_outer_before_template = "admin/desk/review.html"
    fields = ["state", "submitted", "submitted_by", "note", "decision", "decision_note"]

    def get_urls(self) -> list[URLPattern]:
        return [*act_urls(self, self.acts), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related(items.revisions())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        review = context["original"]
        own = request.user.pk in review.authors
        waiting = review.state == ReviewState.IN_REVIEW
        context["review"] = {
            "comparisons": [compare(revision) for revision in review.revisions.all()],
            "authors": ", ".join(
                str(user) for user in User.objects.filter(pk__in=review.authors).order_by("pk")
            ),
            "own": own and waiting,
            "buttons": [] if own else buttons(self, request, review, self.acts),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    @display(description=_("what"))
    def what(self, obj: Any) -> str:
        return items.names([revision.subject for revision in obj.revisions.all()])

    @display(description=_("state"), ordering="state", label=states.REVIEW)
    def state_shown(self, obj: Any) -> tuple[str, str]:
        return obj.state, obj.get_state_display()

    @display(description=_("submitted"), ordering="submitted_at")
    def submitted(self, obj: Any) -> str:
        return in_utc(obj.submitted_at)

    @display(description=_("decided"))
    def decision(self, obj: Any) -> str:
        return f"{in_utc(obj.decided_at)}, {obj.decided_by}" if obj.decided_by else "–"
