from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from series.admin.acts.restore import Restore
from series.admin.comparing.listed import listed
from series.admin.comparing.sides import COPY, LIVE, Side, side
from series.admin.comparison import rows_between
from series.models import Subject
from series.models.subject import SubjectKind
from sparks.desk.page_of import change_page

THINGS = [str(kind) for kind in SubjectKind.values]


@require_safe
def compare(request: HttpRequest, subject_id: int) -> HttpResponse:
    """Two sides, chosen by `from` and `to`; else what is public, or the newest revision, beside the working copy."""
    subject = get_object_or_404(Subject.objects.select_related(*THINGS), pk=subject_id)
    thing: Any = subject.thing
    model_admin = admin.site.get_model_admin(type(thing))
    may = request.user.has_perm("series.view_revision")
    if not may or not model_admin.has_view_or_change_permission(request, thing):
        raise PermissionDenied
    rows = listed(subject)
    before, after = _sides(request, subject, rows)
    found = rows_between(before.content, after.content) if before and after else []
    context = {
        **admin.site.each_context(request),
        "title": _("Compare: %(what)s") % {"what": thing},
        "original": thing,
        "subject": subject,
        "back": change_page(thing),
        "revisions": rows,
        "before": before,
        "after": after,
        "changed": [row for row in found if row.changed],
        "same": [row for row in found if not row.changed and row.after],
        "media_changed": before and after and before.screening != after.screening,
        "pages": [one.page for one in (before, after) if one and one.page],
        "has_live": any(row.live for row in rows),
        "pairs": [one for one in (before, after) if one],
        "restore": _restore_address(request, thing),
    }
    return TemplateResponse(request, "admin/desk/comparing/compare.html", context)


def _sides(request: HttpRequest, subject: Subject, rows: list) -> tuple[Side | None, Side | None]:
    wanted = request.GET.get("from", ""), request.GET.get("to", COPY)
    first = wanted[0] or (LIVE if any(row.live for row in rows) else "")
    if not first and rows:
        first = str(rows[0].revision.number)
    return side(subject, first), side(subject, wanted[1])


def _restore_address(request: HttpRequest, thing: Any) -> str:
    act = Restore()
    user: Any = request.user
    if not act.allowed(user, thing) or not act.offered(thing):
        return ""
    opts = thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_act", args=[thing.pk, act.name])
