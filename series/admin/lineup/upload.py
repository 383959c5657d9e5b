"""The front door of imports: what a table must look like, the form that takes one in, and those before it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe
from unfold.widgets import UnfoldAdminFileFieldWidget

from series.admin.lineup.doors import EXPORT, IMPORT, door, page
from series.lineup import acts
from series.lineup.columns import COLUMNS
from series.lineup.reading import Refused
from series.lineup.spreadsheet import TYPES, WRITERS
from series.lineup.table import MOST_BYTES, MOST_ROWS
from series.lineup.template import EXAMPLE, HEADINGS
from series.models import ExportRecord, LineupImport
from series.tasks import work_on_lineups
from sparks.messages import send

# What a browser sends around the file.
AROUND = 64 * 1024
SHOWN = 20


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Table"),
        help_text=_(
            "CSV or XLSX, up to 5 MB and 20,000 rows. Nothing is changed before you have seen every row."
        ),
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )


def _front(request: HttpRequest) -> HttpResponseBase:
    """Refuses a body that is too large by what it says of its length, before a byte of it is read."""
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if not length.isdecimal() or int(length) > MOST_BYTES + AROUND:
        form = UploadForm()
        form.errors["file"] = [_("The file is larger than 5 MB. Split it and import the parts.")]
        return _page(request, form, status=413)
    return csrf_protect(_guarded)(request)


def _guarded(request: HttpRequest) -> HttpResponseBase:
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                lineup = acts.receive(file=form.cleaned_data["file"], by=request.user)
            except Refused as refused:
                form.add_error("file", str(refused))
            else:
                hand_over(request)
                return HttpResponseRedirect(reverse("desk-lineup", args=[lineup.pk]))
    return _page(request, form, status=422 if form.errors else 200)


def _page(request: HttpRequest, form: forms.Form, *, status: int) -> HttpResponseBase:
    sees_all = request.user.has_perm("series.read_history")
    exports: Any = ExportRecord.objects.select_related("person")
    if not sees_all:
        exports = exports.filter(person=request.user)
    return page(
        request,
        "front",
        status=status,
        title=_("Import a line-up"),
        form=form,
        columns=COLUMNS,
        most_rows=MOST_ROWS,
        imports=LineupImport.objects.select_related("made_by")[:SHOWN],
        exports=exports[:SHOWN] if sees_all or request.user.has_perm(EXPORT) else None,
    )


front = door(IMPORT)(csrf_exempt(_front))


def hand_over(request: HttpRequest) -> None:
    """Tell a worker. Where none can be told, the next round of the clock finds it."""
    trouble = send(work_on_lineups)
    if trouble:
        messages.info(request, _("The queue does not answer just now; the work begins a little later."))


@require_safe
def _template(request: HttpRequest, *, kind: str) -> HttpResponseBase:
    response = StreamingHttpResponse(WRITERS[kind]([HEADINGS, EXAMPLE]), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="line-up.{kind}"'
    return response


template = door(IMPORT)(_template)
