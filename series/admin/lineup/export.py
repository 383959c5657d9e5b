"""A list as a table, with the filters that the list has: asked for with the list's own query string."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from series.admin.lineup.doors import EXPORT, door
from series.lineup.export import EXPORTS, record, rows_of
from series.lineup.spreadsheet import TYPES, WRITERS


@require_GET
def _export(request: HttpRequest, *, what: str, kind: str) -> HttpResponseBase:
    wanted = EXPORTS.get(what)
    if wanted is None:
        raise Http404
    model_admin = admin.site.get_model_admin(wanted.model)
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    try:
        queryset = model_admin.get_changelist_instance(request).get_queryset(request)
    except IncorrectLookupParameters:
        opts = wanted.model._meta
        return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"))
    # The list reads its own relations along; the table says itself what it needs.
    queryset = queryset.select_related(None).prefetch_related(None)
    record(
        person=request.user,
        what=what,
        kind=kind,
        query=request.META.get("QUERY_STRING", ""),
        rows=queryset.count(),
    )
    response = StreamingHttpResponse(WRITERS[kind](rows_of(wanted, queryset)), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{what}-{timezone.now():%Y-%m-%d}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


export = door(EXPORT)(_export)
