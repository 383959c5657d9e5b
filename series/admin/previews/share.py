"""Giving somebody without an account an address of their own. It is shown once, and kept nowhere."""

import uuid
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from unfold.widgets import UnfoldAdminTextInputWidget

from series.admin.previews.asked import asked
from series.models import PreviewLink
from series.models.preview_link import PreviewPurpose
from series.pages.shown.addresses import absolute
from series.previews import links
from series.previews.headers import keep_private
from sparks.desk.times import in_both

PINNED, NEWEST = "pinned", "newest"


class ShareForm(forms.Form):
    recipient = forms.CharField(
        label=_("For whom"),
        max_length=200,
        help_text=_("A name. Each person gets an address of their own, so that it is known who answered."),
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
    )
    purpose = forms.ChoiceField(label=_("What for"), choices=PreviewPurpose.choices, widget=forms.RadioSelect)
    shows = forms.ChoiceField(label=_("It shows"), widget=forms.RadioSelect)
    days = forms.IntegerField(
        label=_("Days until it ends"),
        min_value=1,
        max_value=links.MOST_DAYS,
        widget=UnfoldAdminTextInputWidget(attrs={"type": "number", "inputmode": "numeric"}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shows"].choices = [
            (PINNED, _t("Revision %(number)d, whatever comes after it") % {"number": number}),
            (NEWEST, _t("Always the newest revision")),
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, revision: int) -> HttpResponse:
    wanted = asked(request, revision=revision)
    if not request.user.has_perm("series.share_preview"):
        raise PermissionDenied
    initial = {
        "purpose": PreviewPurpose.LOOK,
        "shows": PINNED,
        "days": links.DAYS,
        "form_key": uuid.uuid4(),
    }
    form = ShareForm(request.POST or None, initial=initial, number=wanted.revision.number)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            link, token = links.make(
                subject=wanted.subject,
                revision=wanted.revision if typed["shows"] == PINNED else None,
                recipient=typed["recipient"],
                purpose=typed["purpose"],
                days=typed["days"],
                by=request.user,
                form_key=typed["form_key"],
            )
            return _made(request, link, token)
        except links.NotShared as refusal:
            form.add_error(None, str(refusal))
    context = {
        **admin.site.each_context(request),
        "title": _("Share a preview"),
        "subtitle": str(wanted.subject),
        "asked": wanted,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    # Not without a referrer: a browser would then hide from the form's guard where it was sent from.
    return TemplateResponse(request, "admin/previews/share.html", context, status=status)


def _made(request: HttpRequest, link: PreviewLink, token: str) -> HttpResponse:
    """The only page that ever shows the address: answered at once, for a redirect would have to keep it somewhere."""
    address = absolute(reverse("preview", args=[token]))
    until = in_both(link.expires_at, request.user.zone)
    subject = _t("A preview for you: %(what)s") % {"what": link.subject.thing}
    words = _t(
        "This address is for you alone and shows what is not public yet:\n\n%(address)s\n\nIt ends %(until)s."
    )
    body = words % {"address": address, "until": until}
    context = {
        **admin.site.each_context(request),
        "title": _("The address is ready"),
        "subtitle": str(link.subject),
        "link": link,
        "address": address,
        "until": until,
        "mail": f"mailto:?subject={quote(subject)}&body={quote(body)}",
        "back": reverse("desk-preview", args=[links.revision_of(link).pk]),
    }
    return keep_private(TemplateResponse(request, "admin/previews/shared.html", context))
