"""Who may open the pages of imports, and how a page of them looks."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from series.models import LineupImport

IMPORT = "series.import_lineup"
EXPORT = "series.export_lineup"
# What applying writes: an import is no way around these.
WRITES = ("series.add_episode", "series.change_episode", "series.plan_release")


def door(*permissions: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """For staff who have all of these permissions."""

    def wrap(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        def asked(request: HttpRequest, **named: Any) -> HttpResponseBase:
            if not request.user.has_perms(permissions):
                raise PermissionDenied
            return view(request, **named)

        # admin_view looks at this to know whether the view guards itself against forged posts.
        asked.csrf_exempt = getattr(view, "csrf_exempt", False)
        return admin.site.admin_view(asked)

    return wrap


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> TemplateResponse:
    return TemplateResponse(
        request,
        f"admin/lineup/{template}.html",
        {**admin.site.each_context(request), **context},
        status=status,
    )


def lineup_of(pk: int) -> LineupImport:
    rows = LineupImport.objects.select_related("made_by", "applied_by", "progress")
    return get_object_or_404(rows, pk=pk)
