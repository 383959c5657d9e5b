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

PAGE, TAKEN = "draft_page", "draft_taken"


def around(
    model_admin: ModelAdmin, request: HttpRequest, context: dict[str, Any], *, subject: Subject | None
) -> dict[str, Any]:
    """Tabs, the drafts on offer, who else is here, and what the scripts need."""
    editable = context.get("has_change_permission") if subject else context.get("has_add_permission")
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
            "version": getattr(subject.thing, "edit_version", 0),
            **told.words(),
        },
    }


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
