"""Offers “Release together” on a list, for what is chosen there."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.options import Action, ActionLocation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from series.admin.bulk.actions import LIST, offer
from series.admin.bundling import page
from series.models import Release, Subject
from series.situation import Situation


class Together:
    """For a ModelAdmin of releases or of a kind of subject, before BulkActions."""

    def get_actions(
        self: Any, request: HttpRequest, action_location: ActionLocation = LIST
    ) -> dict[str, Action]:
        actions: dict[str, Action] = super().get_actions(request, action_location)
        act = page.Together()
        if action_location == LIST and act.allowed(request.user, None):
            actions[act.name] = offer(act.name, act.label, _lead)
        return actions


def together(request: HttpRequest, subject: Subject, now: Situation) -> list[dict[str, Any]]:
    """The button on a working copy's page, once something of it is approved that is not public."""
    if not now.has_news or not page.Together().allowed(request.user, None):
        return []
    url = f"{reverse('desk-bundle')}?subject={subject.pk}"
    return [{"label": _("Release with others"), "icon": "library_add", "danger": False, "url": url}]


def _lead(model_admin: Any, _request: HttpRequest, chosen: QuerySet) -> HttpResponseRedirect:
    if model_admin.model is Release:
        pairs = [("release", pk) for pk in chosen.values_list("pk", flat=True)[: page.MOST]]
    else:
        kind = model_admin.opts.model_name
        subjects = Subject.objects.filter(**{f"{kind}__in": chosen})
        pairs = [("subject", pk) for pk in subjects.values_list("pk", flat=True)[: page.MOST]]
    return HttpResponseRedirect(f"{reverse('desk-bundle')}?{urlencode(pairs)}")
