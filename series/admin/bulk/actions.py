"""Offers the bulk acts of a list to those who may do them."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import Action, ActionLocation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _

from series.admin.bulk.acts import ACTS
from series.admin.bulk.pages import MOST, address

LIST = ActionLocation.CHANGE_LIST


class BulkActions:
    """For a ModelAdmin: its actions lead to the page where they are confirmed. Nothing is deleted in bulk."""

    actions: Any = ()

    def get_actions(
        self: Any, request: HttpRequest, action_location: ActionLocation = LIST
    ) -> dict[str, Action]:
        # On the page of one thing its acts have buttons of their own.
        if action_location != LIST:
            return {}
        return {
            act.name: offer(act.name, act.label, _leading_to(act.name))
            for act in ACTS.values()
            if act.model is self.model and request.user.has_perm(act.permission)
        }

    def get_action_choices(
        self: Any,
        request: HttpRequest,
        default_choices: list[tuple[str, str]] | None = None,
        action_location: ActionLocation = LIST,
    ) -> list[tuple[str, str]]:
        """As Unfold words it, with the place that Django asks about."""
        first = default_choices or [("", _("Select action"))]
        return admin.ModelAdmin.get_action_choices(self, request, first, action_location)


def offer(name: str, label: Any, lead: Callable[..., HttpResponseRedirect]) -> Action:
    return Action(
        func=lead, name=name, description=str(label), plural_description=str(label), locations=[LIST]
    )


def _leading_to(name: str) -> Callable[..., HttpResponseRedirect]:
    def lead(_model_admin: Any, _request: HttpRequest, chosen: QuerySet) -> HttpResponseRedirect:
        # One more than is done at once, so that the page can say that some were left out.
        return HttpResponseRedirect(address(name, list(chosen.values_list("pk", flat=True)[: MOST + 1])))

    return lead
