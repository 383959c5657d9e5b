"""The doors of the scripts: keeping what is typed, and saying that somebody is here. And throwing a draft away."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from series import drafts, presence
from series.admin.working import offers, told
from series.models import Subject
from series.models.subject import SubjectKind
from sparks.desk.history import author_of
from sparks.desk.page_of import change_page

View = Callable[..., HttpResponse]
THINGS = [str(kind) for kind in SubjectKind.values]


def for_scripts(view: View) -> View:
    """A script is told that nobody is signed in; it would take the sign-in page for an answer."""
    inner = admin.site.admin_view(view)

    def door(request: HttpRequest, **named: Any) -> HttpResponse:
        if not admin.site.has_permission(request):
            return JsonResponse({"signed_in": False}, status=401)
        return inner(request, **named)

    return never_cache(door)


def _opened(request: HttpRequest, subject_id: int, *, to_change: bool) -> tuple[Subject, Any]:
    subject = get_object_or_404(Subject.objects.select_related(*THINGS), pk=subject_id)
    model_admin = admin.site.get_model_admin(type(subject.thing))
    may = model_admin.has_change_permission if to_change else model_admin.has_view_or_change_permission
    if not may(request, subject.thing):
        raise PermissionDenied
    return subject, model_admin


def _sent(request: HttpRequest) -> dict[str, Any]:
    try:
        sent = json.loads(request.body)
    except ValueError:
        return {}
    return sent if isinstance(sent, dict) else {}


def _number(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value < 2**31 else 0


def keep(request: HttpRequest, subject_id: int) -> HttpResponse:
    """POST keeps what is typed; GET gives a fresh token to a page that outlived a session."""
    subject, model_admin = _opened(request, subject_id, to_change=request.method == "POST")
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    sent = _sent(request)
    page, typed = str(sent.get("page", ""))[:40], sent.get("fields")
    if not page or not isinstance(typed, dict):
        return JsonResponse({"why": _("This is no draft.")}, status=400)
    thing = subject.thing
    form = offers.bare_form(model_admin, request, thing)
    related = sent.get("seen_related")
    try:
        at = drafts.keep(
            subject=subject,
            by=request.user,
            page=page,
            step=_number(sent.get("step")),
            seen_version=_number(sent.get("seen_version")),
            seen_related=related if isinstance(related, dict) else {},
            typed=offers.changed(form, offers.stored_values(form, thing), typed),
        )
    except drafts.TooLong as refusal:
        return JsonResponse({"why": str(refusal)}, status=413)
    return JsonResponse({"kept": told.clock(at, request.user.zone, seconds=True) if at else ""})


@require_POST
def here(request: HttpRequest, subject_id: int) -> HttpResponse:
    """A heartbeat: who else is here, and whether what the page was made from is still what is stored."""
    subject, _admin = _opened(request, subject_id, to_change=False)
    sent = _sent(request)
    if sent.get("leaving") is True:
        presence.leave(subject=subject, by=request.user)
        return JsonResponse({})
    presence.note(subject=subject, by=request.user, typing=sent.get("typing") is True)
    others = presence.others(subject=subject, but=request.user)
    version = getattr(subject.thing, "edit_version", 0)
    return JsonResponse(
        {
            "here": [told.sentence(one, zone=request.user.zone) for one in others],
            "saved_by": author_of(subject.thing) if version != _number(sent.get("version")) else "",
        }
    )


@require_POST
def throw_away(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = drafts.find(draft_id=draft_id, by=request.user)
    if draft is None:
        raise Http404
    drafts.throw_away(draft_id=draft_id, by=request.user)
    messages.success(request, _("Thrown away. The working copy is as it was."))
    return HttpResponseRedirect(change_page(draft.subject.thing))
