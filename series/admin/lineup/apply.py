"""The acts on a whole import: apply it, check it again, leave out what is wrong, drop it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from series.admin.lineup.doors import IMPORT, WRITES, door, lineup_of, page
from series.admin.lineup.upload import hand_over
from series.lineup import acts
from series.models.lineup import Verdict
from series.states import ImportState
from sparks.desk.acts import ReasonForm
from sparks.states import IllegalMove


class ApplyForm(ReasonForm):
    # What the person was shown; when it differs, they look again.
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)


def _apply(request: HttpRequest, *, pk: int) -> HttpResponseBase:
    if not request.user.has_perms(WRITES):
        raise PermissionDenied
    lineup = lineup_of(pk)
    if lineup.state != ImportState.CHECKED:
        return HttpResponseRedirect(reverse("desk-lineup", args=[pk]))
    counts = lineup.counts
    seen = f"{counts}"
    form = ApplyForm(request.POST or None, initial={"seen": seen})
    refusal = ""
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["seen"] != seen:
            refusal = _("Somebody mended rows while your page was open. Below is how it is now.")
            form = ApplyForm(initial={"seen": seen, "reason": form.cleaned_data["reason"]})
        else:
            try:
                acts.apply(lineup_id=pk, by=request.user, reason=form.cleaned_data["reason"])
            except IllegalMove as move:
                refusal = str(move)
            else:
                hand_over(request)
                return HttpResponseRedirect(reverse("desk-lineup", args=[pk]))
    kept = lineup.rows.filter(left_out=False)
    return page(
        request,
        "apply",
        status=422 if refusal else 200,
        title=_("Apply the line-up"),
        subtitle=lineup.name,
        lineup=lineup,
        form=form,
        refusal=refusal,
        counts=counts,
        planned=kept.filter(
            verdict__in=[Verdict.NEW, Verdict.CHANGED], changes__contains=[["planned"]]
        ).count(),
        notes=[
            note for notes in kept.exclude(notes=[]).values_list("notes", flat=True)[:20] for note in notes
        ],
    )


@require_POST
def _act(request: HttpRequest, *, pk: int, name: str) -> HttpResponseBase:
    lineup_of(pk)
    try:
        if name == "again":
            acts.check_again(lineup_id=pk, by=request.user)
            hand_over(request)
        elif name == "drop":
            acts.drop(lineup_id=pk, by=request.user)
            messages.success(request, _("The import is dropped; nothing of it was applied."))
        else:
            out = acts.leave_out_wrong(lineup_id=pk)
            messages.success(request, _("%(out)s rows are left out.") % {"out": out})
    except IllegalMove as move:
        messages.error(request, str(move))
    return HttpResponseRedirect(reverse("desk-lineup", args=[pk]))


apply = door(IMPORT)(_apply)
act = door(IMPORT)(_act)
