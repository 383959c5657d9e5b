"""What the page of a working copy shows around its form."""

import secrets
from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from series import presence
from series.admin.working import offers, told
from series.admin.working.tabs import tabs_of
from series.models import Subject
from sparks.desk.merging import Conflict
from sparks.desk.optimistic import SEEN

PAGE, TAKEN = "draft_page", "draft_taken"


def around(
    model_admin: ModelAdmin, request: HttpRequest, context: dict[str, Any], *, subject: Subject | None
) -> dict[str, Any]:
    """Tabs, the drafts on offer, who else is here, and what the scripts need."""
    thing = context.get("original")
    editable = (
        model_admin.has_change_permission(request, thing)
        if thing
        else model_admin.has_add_permission(request)
    )
    found: dict[str, Any] = {
        "desk_tabs": tabs_of(context["adminform"], context["inline_admin_formsets"]),
        "working_editable": editable,
    }
    if subject is None or request.user.is_anonymous:
        return found
    presence.note(subject=subject, by=request.user, typing=False, opened=True)
    form = context["adminform"].form
    draft = getattr(form, "draft", None)
    return found | {
        "here": [told.sentence(one, zone=request.user.zone) for one in _others(request, subject)],
        "offers": offers.of(
            model_admin=model_admin,
            request=request,
            subject=subject,
            but=draft,
            page=request.POST.get(PAGE, ""),
        ),
        "draft": draft,
        "draft_page": request.POST.get(PAGE) or secrets.token_hex(16),
        "draft_taken": request.POST.get(TAKEN) or (f"{draft.pk}:{draft.step}" if draft else ""),
        "working": {
            "drafts": reverse("desk-draft", args=[subject.pk]),
            "presence": reverse("desk-presence", args=[subject.pk]),
            "version": _seen(form),
            **told.words(),
        },
    }


def _seen(form: Any) -> int:
    seen = str(form[SEEN].value()) if SEEN in form.fields else ""
    return int(seen) if seen.isdigit() else form.instance.edit_version


def _others(request: HttpRequest, subject: Subject) -> list:
    return presence.others(subject=subject, but=request.user)


def merge_page(
    model_admin: ModelAdmin, request: HttpRequest, *, thing: Any, conflict: Conflict
) -> HttpResponse:
    """Field by field: as both began, what the other saved, what this person typed; and what comes of it."""
    context = {
        **model_admin.admin_site.each_context(request),
        "title": thing,
        "original": thing,
        "opts": model_admin.opts,
        "conflict": conflict,
        "draft_page": request.POST[PAGE],
        "again": getattr(request, "undecided", False),
    }
    return TemplateResponse(request, "admin/desk/working/merge.html", context, status=409)
