"""Confirm, do, and read what became of each."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from series.admin.bulk.acts import ACTS, BulkAct
from series.admin.bulk.doing import do_all, rehearse_all
from series.models import BulkResult
from sparks.desk.confirmation import looked_of

MOST = 100


def confirm(request: HttpRequest, name: str) -> HttpResponse:
    act = ACTS.get(name)
    if act is None:
        raise Http404
    if not _may(request, act):
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    ids = list(dict.fromkeys(int(one) for one in asked.getlist("id") if one.isdigit() and len(one) < 19))
    things = act.things(ids[:MOST])
    form = act.form_class(request.POST if request.method == "POST" else None)
    # Where nothing has to be typed, what would become of each is shown at once.
    typed = any(field.required for field in form.fields.values())
    rows: list[dict[str, Any]] = []
    looked = ""
    if things and request.method != "POST" and not typed:
        rows = rehearse_all(act, things, by=request.user, data={"reason": ""})
    elif things and form.is_valid():
        looked = looked_of(form)
        if not typed or request.POST.get("looked") == looked:
            found = do_all(act, things, by=request.user, data=form.cleaned_data)
            return HttpResponseRedirect(reverse("desk-bulk-result", args=[found.pk]))
        rows = rehearse_all(act, things, by=request.user, data=form.cleaned_data)
    context = {
        **admin.site.each_context(request),
        "title": act.label,
        "act": act,
        "form": form,
        "ids": [thing.pk for thing in things],
        "names": [act.name_of(thing) for thing in things],
        "rows": rows,
        "fit": sum(row["done"] for row in rows),
        "looked": looked,
        "first_step": typed and not looked,
        "left_out": len(ids) - len(things),
        "most": MOST,
        "back": _list_of(act),
    }
    return TemplateResponse(request, "admin/desk/bulk.html", context)


def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever did it can come back to it; nobody else sees it."""
    found = get_object_or_404(BulkResult, pk=pk, person=request.user)
    done = sum(row["done"] for row in found.rows)
    context = {
        **admin.site.each_context(request),
        "title": _("What became of it"),
        "result": found,
        "done": done,
        "failed": len(found.rows) - done,
    }
    return TemplateResponse(request, "admin/desk/bulk_result.html", context)


def _may(request: HttpRequest, act: BulkAct) -> bool:
    opts = act.model._meta
    return request.user.has_perms([act.permission, f"{opts.app_label}.view_{opts.model_name}"])


def _list_of(act: BulkAct) -> str:
    opts = act.model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")


def address(name: str, ids: list[int]) -> str:
    return f"{reverse('desk-bulk', args=[name])}?{urlencode([('id', pk) for pk in ids])}"
