"""What a person does with an import. Each is one transaction; what takes long is left to `work`."""

from collections.abc import Mapping

import pghistory
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q

from series.lineup import judge
from series.lineup.columns import BY_NAME
from series.lineup.reading import read
from series.lineup.table import fault_of, plain
from series.models import LineupImport, LineupProgress, LineupRow
from series.models.lineup import Verdict
from series.states import IMPORT_MOVES, ImportState
from sparks.accounts.models import User
from sparks.states import IllegalMove

BATCH = 1000


def receive(*, file: File, by: User) -> LineupImport:
    """Read the file and keep its rows; the check is the next thing to be done. Raises reading.Refused."""
    table = read(file)
    name = (file.name or "line-up").replace("\\", "/").rsplit("/", 1)[-1].replace("\0", "")[-200:]
    with _context("upload line-up", by), transaction.atomic():
        lineup = LineupImport.objects.create(
            name=name, columns=table.columns, ignored=table.ignored, made_by=by
        )
        LineupProgress.objects.create(lineup=lineup, total=len(table.rows))
        LineupRow.objects.bulk_create(
            (
                LineupRow(lineup=lineup, line=row.line, values=row.values, faults=row.faults)
                for row in table.rows
            ),
            batch_size=BATCH,
        )
    return lineup


def check_again(*, lineup_id: int, by: User) -> LineupImport:
    return _move(lineup_id, ImportState.CHECKING, by=by, act="check line-up")


def drop(*, lineup_id: int, by: User) -> LineupImport:
    """It will never be applied. Its rows stay, for whoever asks later what was in it."""
    return _move(lineup_id, ImportState.DROPPED, by=by, act="drop line-up")


def apply(*, lineup_id: int, by: User, reason: str = "") -> LineupImport:
    """Have the rows that were shown written, all or none. Raises IllegalMove while a wrong one is among them."""
    with transaction.atomic():
        lineup = _locked(lineup_id)
        IMPORT_MOVES.check(before=lineup.state, after=ImportState.APPLYING, what="This import")
        kept = lineup.rows.filter(left_out=False)
        wrong = kept.filter(Q(verdict=Verdict.WRONG) | Q(verdict=Verdict.UNKNOWN)).count()
        if wrong:
            raise IllegalMove(f"{wrong} rows are wrong. Mend them or leave them out first.")
        if not kept.exclude(verdict=Verdict.SAME).exists():
            raise IllegalMove("Every row says what stands there already; nothing would change.")
        lineup.applied_by, lineup.reason, lineup.trouble = by, reason[:500], ""
        lineup.state = ImportState.APPLYING
        with _context("apply line-up", by, reason):
            lineup.save(update_fields=["applied_by", "reason", "trouble", "state"])
        LineupProgress.objects.filter(lineup=lineup).update(step="", done=0)
    return lineup


def mend(*, lineup_id: int, line: int, values: Mapping[str, str]) -> LineupRow:
    """Put other text into a row's cells and check it again, with those that named the same episode or do now."""
    with transaction.atomic():
        _lineup, row = _row(lineup_id, line)
        for column, text in values.items():
            if column in BY_NAME and column in row.values:
                row.values[column] = plain(text)
                row.faults.pop(column, None)
                if fault := fault_of(text):
                    row.faults[column] = fault
        row.save(update_fields=["values", "faults"])
        _look_again(row)
    return row


def leave_out(*, lineup_id: int, line: int, out: bool = True) -> LineupRow:
    with transaction.atomic():
        _lineup, row = _row(lineup_id, line)
        row.left_out = out
        row.save(update_fields=["left_out"])
        _look_again(row)
    return row


def leave_out_wrong(*, lineup_id: int) -> int:
    """Leave out every wrong row. Rows that were wrong only because of a twin are left out with it."""
    with transaction.atomic():
        lineup = _locked(lineup_id)
        _refuse_unless_checked(lineup)
        rows = lineup.rows.filter(verdict=Verdict.WRONG, left_out=False).update(left_out=True)
        judge.count(lineup)
    return rows


def _look_again(row: LineupRow) -> None:
    known = judge.catalogue()
    keys = {row.key, judge.key_of(row, known)} - {""}
    rows = list(row.lineup.rows.filter(Q(pk=row.pk) | Q(key__in=keys)).order_by("line"))
    judge.write_down(list(judge.judged(rows)))
    judge.count(row.lineup)
    row.refresh_from_db()


def _row(lineup_id: int, line: int) -> tuple[LineupImport, LineupRow]:
    lineup = _locked(lineup_id)
    _refuse_unless_checked(lineup)
    row = lineup.rows.get(line=line)
    row.lineup = lineup
    return lineup, row


def _refuse_unless_checked(lineup: LineupImport) -> None:
    if lineup.state != ImportState.CHECKED:
        raise IllegalMove(f"This import is {lineup.get_state_display()}; its rows can't be changed now.")


def _move(lineup_id: int, after: ImportState, *, by: User, act: str) -> LineupImport:
    with _context(act, by), transaction.atomic():
        lineup = _locked(lineup_id)
        IMPORT_MOVES.check(before=lineup.state, after=after, what="This import")
        lineup.state, lineup.trouble = after, ""
        lineup.save(update_fields=["state", "trouble"])
    return lineup


def _locked(lineup_id: int) -> LineupImport:
    return LineupImport.objects.select_for_update(of=("self",)).get(pk=lineup_id)


def _context(act: str, by: User, reason: str = "") -> pghistory.context:
    return pghistory.context(user=by.pk, act=act, reason=reason)
