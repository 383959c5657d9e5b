"""The page that shows an address: first it asks why."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from unfold.widgets import UnfoldAdminTextInputWidget

from series.newsletter.models import Subscriber
from series.newsletter.revealing import reveal


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you need it"),
        max_length=500,
        help_text=_("Everybody else who may look is told of it, with your name and this sentence."),
        error_messages={"required": _("Say why. Without a reason the address stays masked.")},
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, pk: int) -> HttpResponse:
    if not (
        request.user.has_perm("newsletter.view_subscriber")
        and request.user.has_perm("newsletter.reveal_address")
    ):
        raise PermissionDenied
    row = get_object_or_404(Subscriber, pk=pk)
    form = ReasonForm(request.POST or None)
    shown = ""
    if form.is_valid():
        # Answered at once: a redirect would have to keep the address somewhere.
        shown = reveal(subscriber_id=row.pk, by=request.user, reason=form.cleaned_data["reason"])
    context = {
        **admin.site.each_context(request),
        "title": _("A subscriber's address"),
        "subtitle": str(row),
        "row": row,
        "form": form,
        "shown": shown,
        "asked": form.is_bound and not form.errors,
    }
    response = TemplateResponse(
        request, "admin/newsletter/address.html", context, status=422 if form.errors else 200
    )
    response["Cache-Control"] = "private, no-store"
    return response
