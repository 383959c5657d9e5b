"""A second person approves a review or asks for changes."""

from collections.abc import Mapping
from typing import Any

import pghistory
from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from series import reviews
from series.admin.acts.refusals import SENTENCES
from series.models import Review
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

    def mark(self, thing: Any) -> str:
        return mark_of(Review.objects.filter(pk=thing.pk).values_list("state", flat=True).first())


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
        return Done(sentence=f"Approved: {', '.join(named)}.")


class AskChanges(_Decision):
    name = "ask-changes"
    label = _("Ask for changes")
    icon = "undo"
    form_class = WishForm
    sample = {"note": "…"}

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        with pghistory.context(act="ask for changes", reason=data["note"]):
            reviews.ask_changes(review_id=thing.pk, by=by, note=data["note"])
        return Done(sentence="Sent back with your note. The author edits and sends it again.")
