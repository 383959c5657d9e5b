"""Reviews: what was sent, what it would change, and who decided."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from series.admin import items, states
from series.admin.acts.ask_reviewers import AskReviewers
from series.admin.acts.decide import Approve, AskChanges
from series.admin.acts.take_back import TakeBack
from series.admin.bulk.actions import BulkActions
from series.admin.reviewing.form import BeginForm
from series.admin.reviewing.shown import parts_of
from series.admin.saved_filters import ListTools
from series.models import Comment, CommentThread, Review, ReviewRequest
from series.reviewing.comments import TALKED_ABOUT
from series.states import ReviewState
from sparks.accounts.models import User
from sparks.desk.acts import Act
from sparks.desk.confirmation import act_urls, buttons
from sparks.desk.history import Source, events_of
from sparks.desk.history_page import HistoryPage
from sparks.desk.only_looked_at import NotByForm
from sparks.desk.times import DASH, in_day, in_utc


@admin.register(Review)
class ReviewAdmin(NotByForm, BulkActions, ListTools, HistoryPage, ModelAdmin):
    acts: ClassVar[tuple[Act, ...]] = (Approve(), AskChanges(), AskReviewers(), TakeBack())
    list_display = ["what", "state_shown", "asked", "submitted", "submitted_by", "decision"]
    list_filter = ["state"]
    list_select_related = ["submitted_by", "decided_by"]
    ordering = ["-submitted_at"]
    change_form_outer_before_template = "admin/desk/review.html"
    fields = ["state", "submitted", "submitted_by", "note", "decision", "decision_note"]

    def get_urls(self) -> list[URLPattern]:
        return [*act_urls(self, self.acts), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related(items.revisions(), "requests__person")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        review = context["original"]
        own = request.user.pk in review.authors
        waiting = review.state == ReviewState.IN_REVIEW
        acts = [act for act in self.acts if not (own and isinstance(act, (Approve, AskChanges)))]
        parts = parts_of(review, reader=request.user)
        context["review"] = {
            "parts": parts,
            "authors": ", ".join(
                str(user) for user in User.objects.filter(pk__in=review.authors).order_by("pk")
            ),
            "asked": [one.person for one in review.requests.all()],
            "own": own and waiting,
            "buttons": buttons(self, request, review, acts),
            "form": self._comment_form(request, review),
            "open": sum(not talk.thread.resolved_at for part in parts for talk in part.all_talks),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def _comment_form(self, request: HttpRequest, review: Review) -> Any:
        """None where nothing more may be said, by this person or at all."""
        if review.state not in TALKED_ABOUT or not request.user.has_perm("series.comment_review"):
            return None
        return BeginForm(review, initial={"about": request.GET.get("about", "")})

    def history_sources(self, thing: Any) -> list[Source]:
        """Comments as well, with the words that were there before."""
        own = CommentThread.objects.filter(revision__review=thing).values("pk")
        return [
            ("review", events_of(Review, pgh_obj_id=thing.pk)),
            ("request", events_of(ReviewRequest, review_id=thing.pk)),
            ("thread", events_of(CommentThread, pgh_obj_id__in=own)),
            ("comment", events_of(Comment, thread_id__in=own)),
        ]

    @display(description=_("what"))
    def what(self, obj: Any) -> str:
        return items.names([revision.subject for revision in obj.revisions.all()])

    @display(description=_("state"), ordering="state", label=states.REVIEW)
    def state_shown(self, obj: Any) -> tuple[str, str]:
        return obj.state, obj.get_state_display()

    @display(description=_("asked"))
    def asked(self, obj: Any) -> str:
        names = ", ".join(str(one.person) for one in obj.requests.all())
        if not obj.due:
            return names or DASH
        return f"{names or _('anybody')}, {_('by')} {in_day(obj.due)}"

    @display(description=_("submitted"), ordering="submitted_at")
    def submitted(self, obj: Any) -> str:
        return in_utc(obj.submitted_at)

    @display(description=_("decided"))
    def decision(self, obj: Any) -> str:
        return f"{in_utc(obj.decided_at)}, {obj.decided_by}" if obj.decided_by else "–"
