"""Ask for a review by name, and by when."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from series.admin.acts.refusals import SENTENCES
from series.bundles import listed
from series.models import Review, ReviewRequest
from series.reviewing import requests
from series.states import ReviewState
from sparks.accounts.models import User
from sparks.desk.acts import Act, Done, mark_of
from sparks.desk.times import in_day
from sparks.desk.walltime import date_field


class PeopleField(forms.ModelMultipleChoiceField):
    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(
            queryset=User.objects.none(), widget=UnfoldAdminCheckboxSelectMultipleWidget(), **options
        )

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} (@{obj.username})"


class ReviewersForm(forms.Form):
    ask = PeopleField(
        label=_("Ask these people"),
        help_text=_("Nobody chosen: everybody who may decide is asked. Others may still decide."),
    )
    due = date_field(label=_("Decision wanted by"), required=False)


class AskReviewers(Act):
    name = "ask-reviewers"
    label = _("Ask reviewers")
    icon = "person_add"
    permission = "series.submit_review"
    question = _("They are told at the desk. Who was asked before and is not chosen now is let off.")
    refusals = SENTENCES
    form_class = ReviewersForm
    sample = None

    def needs_look(self, data: Mapping[str, Any]) -> bool:
        return False

    def offered(self, thing: Any) -> bool:
        return thing.state == ReviewState.IN_REVIEW

    def form(self, thing: Any, data: Any = None) -> forms.Form:
        form = super().form(thing, data)
        form.fields["ask"].queryset = requests.who_may_decide(thing)
        return form

    def initial(self, thing: Any) -> dict[str, Any]:
        return {"ask": list(thing.requests.values_list("person", flat=True)), "due": thing.due}

    def lock(self, thing: Any) -> None:
        Review.objects.select_for_update().get(pk=thing.pk)

    def mark(self, thing: Any) -> str:
        asked = ReviewRequest.objects.filter(review=thing).order_by("person")
        state = Review.objects.filter(pk=thing.pk).values_list("state", "due").first()
        return mark_of(state, list(asked.values_list("person", flat=True)))

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        people = list(data["ask"])
        review = requests.ask(review_id=thing.pk, people=people, by=by, due=data["due"])
        by_when = f" by {in_day(review.due)}" if review.due else ""
        if not people:
            return Done(sentence=f"Everybody who may decide is asked{by_when}.")
        return Done(sentence=f"{listed(people)} {'is' if len(people) == 1 else 'are'} asked{by_when}.")
