"""One row of an import: its cells with what is wrong at each; mended here, or left out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from series.admin.lineup.doors import IMPORT, door, lineup_of, page
from series.lineup import acts
from series.lineup.columns import BY_NAME
from series.models import LineupRow
from series.models.lineup import Verdict
from series.states import ImportState
from sparks.states import IllegalMove


class RowForm(forms.Form):
    """A field for each column of the file."""

    def __init__(self, data: Any = None, *, row: LineupRow, columns: list[str]) -> None:
        super().__init__(data)
        self.names = {f"cell-{place}": name for place, name in enumerate(columns) if name in BY_NAME}
        for key, name in self.names.items():
            column = BY_NAME[name]
            text = row.values.get(name, "")
            long = column.long or "\n" in text or len(text) > 120
            widget = UnfoldAdminTextareaWidget(attrs={"rows": 4}) if long else UnfoldAdminTextInputWidget()
            self.fields[key] = forms.CharField(
                label=name.capitalize(),
                required=False,
                strip=False,
                initial=text,
                help_text=column.says,
                widget=widget,
            )

    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[key] for key, name in self.names.items() if key in self.cleaned_data}

    def show(self, row: LineupRow) -> None:
        """Put the row's problems at their fields."""
        if not self.is_bound:
            self.is_bound, self.data = (
                True,
                {key: row.values.get(name, "") for key, name in self.names.items()},
            )
        self.errors.clear()
        for key, name in self.names.items():
            for sentence in row.problems.get(name, []):
                self.add_error(key, sentence)


def _mend(request: HttpRequest, *, pk: int, line: int) -> HttpResponseBase:
    lineup = lineup_of(pk)
    row = get_object_or_404(LineupRow, lineup=lineup, line=line)
    form = RowForm(request.POST or None, row=row, columns=lineup.columns)
    status = 200
    if request.method == "POST":
        try:
            if request.POST.get("act") in {"out", "back"}:
                acts.leave_out(lineup_id=pk, line=line, out=request.POST["act"] == "out")
                return HttpResponseRedirect(_next(lineup.pk, request))
            if form.is_valid():
                row = acts.mend(lineup_id=pk, line=line, values=form.values())
                if row.verdict != Verdict.WRONG:
                    messages.success(
                        request,
                        _("Line %(line)s is right now: %(verdict)s.")
                        % {"line": line, "verdict": Verdict(row.verdict).label},
                    )
                    return HttpResponseRedirect(_next(lineup.pk, request))
                status = 422
        except IllegalMove as move:
            messages.error(request, str(move))
            return HttpResponseRedirect(reverse("desk-lineup", args=[pk]))
    form.show(row)
    return page(
        request,
        "row",
        status=status,
        title=_("Line %(line)s") % {"line": row.line},
        subtitle=lineup.name,
        lineup=lineup,
        row=row,
        form=form,
        open=lineup.state == ImportState.CHECKED,
        back=_next(lineup.pk, request),
    )


def _next(pk: int, request: HttpRequest) -> str:
    """Where the person was: among the wrong ones, while there are any."""
    wrong = LineupRow.objects.filter(lineup=pk, verdict=Verdict.WRONG, left_out=False).exists()
    return reverse("desk-lineup", args=[pk]) + ("?verdict=wrong" if wrong else "")


mend = door(IMPORT)(_mend)
