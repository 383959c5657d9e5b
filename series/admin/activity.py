"""Everything that was done at the desk, newest first, and the history of one thing though it be gone."""

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from creators.models import Consent
from series.admin.items import THINGS
from series.models import EpisodeCaption, ReleaseItem, Revision, Season, Slot, Subject
from sparks.desk.history import Source, events_of, every_source
from sparks.desk.history_page import fields_of, history_context
from sparks.desk.names import named_with

READ = "series.read_history"

_KINDS = [thing.removeprefix("subject__") for thing in THINGS]
named_with(Subject, *_KINDS)
named_with(Revision, "subject", *THINGS)
named_with(ReleaseItem, "subject", *THINGS)
named_with(Season, "series")
named_with(Slot, "season", "season__series")
named_with(EpisodeCaption, "episode")
named_with(Consent, "creator")


@require_safe
def _activity(request: HttpRequest) -> HttpResponseBase:
    if not request.user.has_perm(READ):
        raise PermissionDenied
    every = every_source()
    chosen = request.GET.get("what", "")
    sources = [one for one in every if _label(one) == chosen] or every
    deleted = request.GET.get("label") == "delete"
    context = {
        **admin.site.each_context(request),
        "title": _("What was deleted") if deleted else _("Everything that was done"),
        "activity": True,
        "deleted": deleted,
        **history_context(request, sources, models=[(_label(one), one[0]) for one in every]),
    }
    return TemplateResponse(request, "admin/desk/history.html", context)


@require_safe
def _of_one(request: HttpRequest, *, label: str, pk: int) -> HttpResponseBase:
    """The history of what may be gone: its rows stay."""
    if not request.user.has_perm(READ):
        raise PermissionDenied
    known = {_label(one): one for one in every_source()}
    if label not in known or pk >= 2**63:
        raise Http404
    model = apps.get_model(label)
    context = {
        **admin.site.each_context(request),
        "title": _("History of %(what)s %(pk)s") % {"what": model._meta.verbose_name, "pk": pk},
        "activity": True,
        **history_context(
            request,
            [(str(model._meta.verbose_name), events_of(model, pgh_obj_id=pk))],
            fields=fields_of(model),
        ),
    }
    return TemplateResponse(request, "admin/desk/history.html", context)


def _label(source: Source) -> str:
    return str(source[1].model.pgh_tracked_model._meta.label_lower)  # type: ignore[attr-defined]


urlpatterns = [
    path("", admin.site.admin_view(_activity), name="desk-history"),
    path("<str:label>/<int:pk>/", admin.site.admin_view(_of_one), name="desk-history-of"),
]
