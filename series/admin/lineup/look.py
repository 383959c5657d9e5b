"""The dry run as a page: every row with what it would do, by verdict, and the same as a table to take away."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from series.admin.lineup.doors import IMPORT, door, lineup_of, page
from series.lineup.spreadsheet import TYPES, as_csv
from series.lineup.work import WAITING
from series.models import LineupImport, LineupRow
from series.models.lineup import Verdict
from series.states import ImportState

A_PAGE = 50
LEFT_OUT = "left_out"
FILTERS = {
    "": _("all"),
    Verdict.WRONG.value: _("wrong"),
    Verdict.NEW.value: _("new"),
    Verdict.CHANGED.value: _("changed"),
    Verdict.SAME.value: _("same"),
    LEFT_OUT: _("left out"),
}
STEPS = {"check": _("Checking rows"), "write": _("Writing"), "": _("Waiting for a worker")}


@require_safe
def _look(request: HttpRequest, *, pk: int) -> HttpResponseBase:
    lineup = lineup_of(pk)
    chosen = request.GET.get("verdict", "")
    chosen = chosen if chosen in FILTERS else ""
    working = lineup.state in WAITING
    rows = Paginator(_rows(lineup, chosen), A_PAGE).get_page(request.GET.get("page")) if not working else None
    counts = lineup.counts
    return page(
        request,
        "look",
        title=lineup.name,
        lineup=lineup,
        working=working,
        progress=_progress(lineup),
        rows=rows,
        filters=[
            {"name": name, "label": label, "count": _counted(lineup, name), "on": name == chosen}
            for name, label in FILTERS.items()
        ],
        chosen=chosen,
        open=lineup.state == ImportState.CHECKED,
        may_check=lineup.state in {ImportState.CHECKED, ImportState.FAILED},
        wrong=counts.get("wrong", 0),
        writes=counts.get("new", 0) + counts.get("changed", 0),
    )


def _rows(lineup: LineupImport, chosen: str) -> Any:
    rows = lineup.rows.order_by("line")
    if chosen == LEFT_OUT:
        return rows.filter(left_out=True)
    return rows.filter(verdict=chosen, left_out=False) if chosen else rows


def _counted(lineup: LineupImport, name: str) -> int:
    return lineup.counts.get(name, 0) if name else sum(lineup.counts.values())


def _progress(lineup: LineupImport) -> dict[str, Any]:
    now = lineup.progress
    share = int(100 * now.done / now.total) if now.total else 0
    return {"said": str(STEPS.get(now.step, now.step)), "done": now.done, "total": now.total, "share": share}


@require_safe
def _progress_now(request: HttpRequest, *, pk: int) -> HttpResponseBase:
    lineup = lineup_of(pk)
    response = JsonResponse({"working": lineup.state in WAITING, **_progress(lineup)})
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def _reasons(request: HttpRequest, *, pk: int) -> HttpResponseBase:
    """The rows that are wrong, as they were, with the reasons beside: to be mended in the table and sent anew."""
    lineup = lineup_of(pk)
    response = StreamingHttpResponse(as_csv(_lines(lineup)), content_type=TYPES["csv"])
    response["Content-Disposition"] = f'attachment; filename="line-up-{lineup.pk}-reasons.csv"'
    return response


def _lines(lineup: LineupImport) -> Iterator[list[str]]:
    yield [*lineup.columns, "line", "verdict", "why"]
    for row in lineup.rows.order_by("line").iterator(chunk_size=500):
        yield [
            *(row.values.get(name, "") for name in lineup.columns),
            str(row.line),
            _verdict(row),
            _why(row),
        ]


def _verdict(row: LineupRow) -> str:
    return str(FILTERS[LEFT_OUT]) if row.left_out else str(Verdict(row.verdict).label)


def _why(row: LineupRow) -> str:
    said = [f"{column}: {sentence}" for column, sentences in row.problems.items() for sentence in sentences]
    changed = [
        f"{column}: {json.dumps(before, ensure_ascii=False)} → {json.dumps(after, ensure_ascii=False)}"
        for column, before, after in row.changes
        if row.verdict == Verdict.CHANGED
    ]
    return "\n".join([*said, *row.notes, *changed])


look = door(IMPORT)(_look)
progress = door(IMPORT)(_progress_now)
reasons = door(IMPORT)(_reasons)
