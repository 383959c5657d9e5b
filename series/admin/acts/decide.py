"""A second person approves a review or asks for changes."""

from collections.abc import Mapping
from typing import Any

import pghistory
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.widgets import UnfoldAdminTextareaWidget

from series import reviews
from series.admin.acts.refusals import SENTENCES
from series.models import Comment, Review
from series.reviewing.threads import open_count, threads_of
from series.states import ReviewState
from sparks.accounts.models import User
from sparks.desk.acts import Act, Done, mark_of


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )


class WishForm(NoteForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True
        self.fields["note"].label = _("What should change")


class _Decision(Act):
    permission = "series.decide_review"
    refusals = SENTENCES

    def offered(self, thing: Any) -> bool:
        return thing.state == ReviewState.IN_REVIEW

    def lock(self, thing: Any) -> None:
        Review.objects.select_for_update().get(pk=thing.pk)

    def mark(self, thing: Any) -> str:
        """The state, and the last that was said: a decision counts for what was read."""
        said = Comment.objects.filter(thread__in=threads_of(thing).values("pk")).order_by("-pk")
        return mark_of(
            Review.objects.filter(pk=thing.pk).values_list("state", flat=True).first(),
            said.values_list("pk", "edited_at").first(),
            open_count(thing),
        )


class Approve(_Decision):
    name = "approve"
    label = _("Approve")
    icon = "check_circle"
    question = _("Exactly these revisions are approved, with their files; what is edited later is not.")
    form_class = NoteForm

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        with pghistory.context(act="approve", reason=data["note"]):
            review = reviews.approve(review_id=thing.pk, by=by, note=data["note"])
        named = [str(revision.subject) for revision in review.revisions.select_related("subject")]
        left = open_count(review)
        lines = [f"{left} open {'comment' if left == 1 else 'comments'} will be carried on."] if left else []
        return Done(sentence=f"Approved: {', '.join(named)}.", lines=lines)


class AskChanges(_Decision):
    name = "ask-changes"
    label = _("Ask for changes")
    icon = "undo"
    form_class = WishForm
    question = _("The author reads your note and every open comment at its field, and sends it again.")
    sample = {"note": "…"}

    def form(self, thing: Any, data: Any = None) -> forms.Form:
        form = super().form(thing, data)
        count = open_count(thing)
        if count:
            form.fields["note"].required = False
            form.fields["note"].help_text = ngettext(
                "May stay empty: %(count)d comment is open and says it.",
                "May stay empty: %(count)d comments are open and say it.",
                count,
            ) % {"count": count}
        return form

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        with pghistory.context(act="ask for changes", reason=data["note"]):
            reviews.ask_changes(review_id=thing.pk, by=by, note=data["note"])
            count = open_count(thing)
        along = f" and {count} open {'comment' if count == 1 else 'comments'}" if count else ""
        return Done(sentence=f"Sent back with your note{along}. The author edits and sends it again.")
