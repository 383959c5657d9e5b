"""A person's private calendar addresses: make one, see when each was used last, revoke."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget

from series.calendar import addresses as kept
from series.models import CalendarAddress, Series
from series.scheduling import NotPossible


class AddressForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        help_text=gettext_lazy("Where you use it, like “My phone”."),
        widget=UnfoldAdminTextInputWidget(),
    )
    series = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Series"),
        queryset=Series.objects.order_by("title", "pk"),
        required=False,
        help_text=gettext_lazy("All of them when none is chosen."),
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def addresses(request: HttpRequest) -> HttpResponse:
    """The new address stands on the answer to making it and nowhere else, so it is not redirected to."""
    user: Any = request.user
    if not user.has_perm(kept.PERMISSION):
        raise PermissionDenied
    form, fresh, refusal = AddressForm(request.POST or None), "", ""
    if request.method == "POST" and form.is_valid():
        try:
            _made, token = kept.make(person=user, **form.cleaned_data)
            fresh, form = settings.PUBLIC_URL + reverse("calendar-feed", args=[f"{token}.ics"]), AddressForm()
        except NotPossible as error:
            refusal = str(error)
    rows = CalendarAddress.objects.filter(person=user).prefetch_related("series")
    context = {
        **admin.site.each_context(request),
        "title": _("Calendar addresses"),
        "form": form,
        "fresh": fresh,
        "refusal": refusal,
        "rows": rows[: kept.MOST * 2],
        "back": reverse("desk-calendar"),
    }
    status = 422 if request.method == "POST" and not fresh else 200
    response = TemplateResponse(request, "admin/calendar/addresses.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever has lost the permission may still revoke: it takes nothing but the address."""
    user: Any = request.user
    try:
        address = kept.revoke(address_id=pk, by=user)
        messages.success(request, _("“%(name)s” is revoked and dead from now on.") % {"name": address.name})
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("desk-calendar-addresses"))
