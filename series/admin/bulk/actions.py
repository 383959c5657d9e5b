"""Offers the bulk acts of a list to those who may do them."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect

from series.admin.bulk.acts import ACTS
from series.admin.bulk.pages import MOST, address


class BulkActions:
    """For a ModelAdmin: its actions lead to the page where they are confirmed. Nothing is deleted in bulk."""

    actions: Any = ()

    def get_actions(self: Any, request: HttpRequest) -> dict[str, tuple[Any, str, Any]]:
        return {
            act.name: (_leading_to(act.name), act.name, act.label)
            for act in ACTS.values()
            if act.model is self.model and request.user.has_perm(act.permission)
        }


def _leading_to(name: str) -> Callable[[Any, HttpRequest, QuerySet], HttpResponseRedirect]:
    def lead(_model_admin: Any, _request: HttpRequest, chosen: QuerySet) -> HttpResponseRedirect:
        # One more than is done at once, so that the page can say that some were left out.
        return HttpResponseRedirect(address(name, list(chosen.values_list("pk", flat=True)[: MOST + 1])))

    return lead
