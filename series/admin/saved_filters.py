"""Saved filters above a list, and the pages that keep, rename, share and delete them."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST
from unfold.widgets import UnfoldAdminTextInputWidget, UnfoldBooleanSwitchWidget

from series import saved_filters
from series.lineup.export import EXPORTS
from series.models import SavedFilter
from series.saved_filters import NotSaved
from sparks.desk.paging import RowsLast

SHARE = "series.share_filter"


class ListTools:
    """For a ModelAdmin: saved filters and exports above its list."""

    list_before_template = "admin/desk/list_tools.html"
    # “12 of 10,000” would count the whole table beside what was asked for.
    show_full_result_count = False
    list_per_page = 50
    paginator = RowsLast

    def changelist_view(self: Any, request: HttpRequest, extra_context: Any = None) -> Any:
        label = self.opts.label_lower
        here = _part(request.META.get("QUERY_STRING", ""))
        rows = saved_filters.seen_by(request.user, label) if self.has_view_permission(request) else []
        tools = {
            "listing": label,
            "here": here,
            "filters": [
                {"saved": row, "own": row.person_id == request.user.pk, "on": row.query == here}
                for row in rows
            ],
            "may_share": request.user.has_perm(SHARE),
            "exports": _exports(self, request),
        }
        return super().changelist_view(request, {**(extra_context or {}), "list_tools": tools})


def _part(query: str) -> str:
    try:
        return saved_filters.kept_part(query)
    except NotSaved:
        return ""


def _exports(model_admin: Any, request: HttpRequest) -> list[dict[str, str]]:
    what = next((name for name, export in EXPORTS.items() if export.model is model_admin.model), "")
    if not what or not request.user.has_perm("series.export_lineup"):
        return []
    query = request.GET.copy()
    query.pop("p", None)
    tail = f"?{query.urlencode()}" if query else ""
    return [
        {"kind": kind.upper(), "url": reverse("desk-export", args=[what, kind]) + tail}
        for kind in ("csv", "xlsx")
    ]


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80, widget=UnfoldAdminTextInputWidget())
    shared = forms.BooleanField(label=_("For all staff"), required=False, widget=UnfoldBooleanSwitchWidget())


@require_POST
def _save(request: HttpRequest, *, listing: str) -> HttpResponseBase:
    model_admin = _admin_of(listing)
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    query = request.POST.get("query", "")
    back = reverse(_address(listing))
    try:
        text = saved_filters.kept_part(query)
        _taken(model_admin, request, text)
        saved = saved_filters.save(
            person=request.user,
            listing=listing,
            name=request.POST.get("name", ""),
            query=text,
            shared=bool(request.POST.get("shared")),
        )
    except NotSaved as refusal:
        messages.error(request, str(refusal))
        kept = _part(query)
        return HttpResponseRedirect(f"{back}?{kept}" if kept else back)
    messages.success(request, _("“%(name)s” is kept.") % {"name": saved.name})
    return HttpResponseRedirect(f"{back}?{saved.query}")


def _taken(model_admin: Any, request: HttpRequest, query: str) -> None:
    """Ask the list itself whether it takes this: nothing else may be kept."""
    asked: Any = HttpRequest()
    asked.method, asked.user, asked.GET = "GET", request.user, QueryDict(query)
    asked.META, asked.resolver_match = dict(request.META), request.resolver_match
    asked.path = reverse(_address(model_admin.opts.label_lower))
    try:
        model_admin.get_changelist_instance(asked)
    except (IncorrectLookupParameters, SuspiciousOperation) as error:
        raise NotSaved("The list has no such filter. Choose the filters anew.") from error


@require_http_methods(["GET", "HEAD", "POST"])
def _change(request: HttpRequest, *, pk: int) -> HttpResponseBase:
    saved = get_object_or_404(SavedFilter, pk=pk, person=request.user)
    form = NameForm(request.POST or None, initial={"name": saved.name, "shared": saved.shared})
    if not request.user.has_perm(SHARE) and not saved.shared:
        del form.fields["shared"]
    back = reverse(_address(saved.listing))
    if request.method == "POST":
        try:
            if request.POST.get("act") == "delete":
                saved_filters.delete(saved=saved, by=request.user)
                messages.success(request, _("“%(name)s” is deleted.") % {"name": saved.name})
                return HttpResponseRedirect(back)
            if form.is_valid():
                data = form.cleaned_data
                saved_filters.change(
                    saved=saved, by=request.user, name=data["name"], shared=data.get("shared", False)
                )
                return HttpResponseRedirect(f"{back}?{saved.query}")
        except NotSaved as refusal:
            form.add_error("name", str(refusal))
    context = {
        **admin.site.each_context(request),
        "title": _("Saved filter"),
        "saved": saved,
        "form": form,
        "back": f"{back}?{saved.query}",
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/desk/saved_filter.html", context, status=status)


def _admin_of(listing: str) -> Any:
    if listing not in saved_filters.LISTINGS:
        raise Http404
    return admin.site.get_model_admin(apps.get_model(listing))


def _address(listing: str) -> str:
    app, model = listing.split(".")
    return f"admin:{app}_{model}_changelist"


urlpatterns = [
    path("<int:pk>/", admin.site.admin_view(_change), name="desk-filter"),
    path("save/<str:listing>/", admin.site.admin_view(_save), name="desk-filter-save"),
]
