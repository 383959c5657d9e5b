from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from sparks.desk.history import Entry, events_of, timeline


class HistoryPage:
    """For a ModelAdmin whose model is tracked: its history button shows what the database kept."""

    def history_entries(self, thing: models.Model) -> list[Entry]:
        return timeline((str(thing._meta.verbose_name), events_of(type(thing), pgh_obj_id=thing.pk)))

    def history_view(
        self: Any, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        thing = self.get_object(request, object_id)
        if thing is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, thing):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {thing}",
            "original": thing,
            "opts": self.opts,
            "entries": self.history_entries(thing),
        }
        return TemplateResponse(request, "admin/desk/history.html", context)
