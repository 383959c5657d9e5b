from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from sparks.desk.history import QUIET, SECRET, Page, Source, events_of, page_of
from sparks.desk.history_form import HistoryForm
from sparks.desk.history_rows import place_of


class HistoryPage:
    """For a ModelAdmin whose model is tracked: its history button shows what the database kept."""

    def history_sources(self, thing: models.Model) -> Sequence[Source]:
        """The thing's own events first; `field` of the form is about these."""
        return [(str(thing._meta.verbose_name), events_of(type(thing), pgh_obj_id=thing.pk))]

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
            **history_context(request, self.history_sources(thing), fields=fields_of(type(thing))),
        }
        return TemplateResponse(request, "admin/desk/history.html", context)


def history_context(
    request: HttpRequest,
    sources: Sequence[Source],
    *,
    fields: Sequence[tuple[str, str]] = (),
    models: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:
    """What the page of a history shows: the form, the entries asked for, and where the next ones begin."""
    form = HistoryForm(request.GET, fields=fields, models=models)
    page: Page = page_of(sources, wanted=form.wanted(), after=place_of(request.GET.get("after", "")))
    query = request.GET.copy()
    query["after"] = page.next
    first = request.GET.copy()
    first.pop("after", None)
    return {
        "form": form,
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "entries": page.entries,
        "next": query.urlencode() if page.next else "",
        "newest": f"?{first.urlencode()}" if "after" in request.GET else "",
    }


def fields_of(model: type[models.Model]) -> list[tuple[str, str]]:
    return [
        (field.name, str(field.verbose_name))
        for field in model._meta.concrete_fields
        if field.name not in QUIET and not SECRET.search(field.name)
    ]
