"""An act on one thing: who may do it, what it asks, what it would do, and doing it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from sparks.accounts.models import User


class Refusal(Exception):
    """The act can't be done; the message is a sentence for the person. Nothing was changed."""


class Changed(Refusal):
    """Somebody changed the thing after this person's page was made."""


@dataclass(frozen=True)
class Group:
    """Things of one kind that an act brings about: files made public, say."""

    title: str
    entries: list[str]


@dataclass(frozen=True)
class Done:
    """What an act did, or would do. `paths` are public addresses; `lines` are further sentences, a diff say.

    `groups` is what else comes of it, and `page` where at the desk all of it can be read afterwards.
    """

    sentence: str
    paths: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    page: str = ""


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        help_text=_("Kept in the history; visitors never see it."),
        widget=UnfoldAdminTextInputWidget(),
    )


class Act:
    """One act. A module of its own for each; the admin lists those that fit its model.

    `sample` is what to rehearse with before anything is typed, None where nothing can be said yet. Where
    `needs_look`, the person sees what was typed worked out and confirms it in a second step.
    """

    name: ClassVar[str]
    label: ClassVar[Any]
    icon: ClassVar[str] = "arrow_forward"
    permission: ClassVar[str]
    question: ClassVar[Any] = ""
    danger: ClassVar[bool] = False
    form_class: ClassVar[type[forms.Form]] = ReasonForm
    # Exceptions whose message is a sentence for the person, beside Refusal.
    refusals: ClassVar[tuple[type[Exception], ...]] = ()
    sample: ClassVar[Mapping[str, Any] | None] = {}

    def allowed(self, user: User, thing: Any) -> bool:
        return user.has_perm(self.permission)

    def offered(self, thing: Any) -> bool:
        """Whether a button for it is shown. Permission is asked apart, and doing it asks again for everything."""
        return True

    def look(self, thing: Any) -> None:
        """Read once what the page before the act asks of the thing, which is thrown away after it."""

    def form(self, thing: Any, data: Any = None) -> forms.Form:
        return self.form_class(data, initial=self.initial(thing))

    def needs_look(self, data: Mapping[str, Any]) -> bool:
        return self.sample is None

    def initial(self, thing: Any) -> dict[str, Any]:
        return {}

    def lock(self, thing: Any) -> None:
        """Lock what `mark` reads, so that it can't change before the act."""

    def mark(self, thing: Any) -> str:
        """What the person saw of the thing; when it differs at the time of the act, they are asked again."""
        return ""

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        raise NotImplementedError

    def foretell(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        """What `do` would say, for the page before it: found by doing it, where nothing simpler says the same."""
        return rehearse(self, thing, by=by, data=data)

    def back(self, thing: models.Model) -> models.Model:
        """The thing whose page comes next."""
        return thing


def mark_of(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


def perform(act: Act, thing: Any, *, by: User, data: Mapping[str, Any], seen: str) -> Done:
    """Do it, on the thing as it was seen. Raises Refusal with the sentence; then nothing has changed."""
    try:
        with transaction.atomic():
            act.lock(thing)
            if act.mark(thing) != seen:
                raise Changed(
                    "Somebody changed this while your page was open. Below is how it is now: "
                    "look again, then decide."
                )
            return act.do(thing, by=by, data=data)
    except act.refusals as refusal:
        raise Refusal(str(refusal)) from refusal


def rehearse(act: Act, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
    """What the act would do, found by doing it and rolling back: the same sentence, pages and refusals."""
    try:
        with transaction.atomic():
            done = act.do(thing, by=by, data=data)
            transaction.set_rollback(True)
    except act.refusals as refusal:
        raise Refusal(str(refusal)) from refusal
    return done
