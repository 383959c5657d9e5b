"""The check of all rows, or of some, of an import; and writing down what it found."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from series.lineup.check import Checked, check
from series.lineup.ground import Catalogue, catalogue, folded, ground, number_of
from series.models import LineupImport, LineupRow
from series.models.lineup import Verdict

BATCH = 500
_FOUND = ["verdict", "problems", "notes", "changes", "episode", "key"]


def judged(
    rows: Sequence[LineupRow], *, tell: Callable[[int], None] = lambda done: None
) -> Iterator[tuple[LineupRow, Checked]]:
    """Each row with what it would do now; `rows` are all that count when looking for the same episode twice."""
    known = catalogue()
    same: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        row.key = key_of(row, known)
        if row.key and not row.left_out:
            same[row.key].append(row.line)
    for begin in range(0, len(rows), BATCH):
        batch = rows[begin : begin + BATCH]
        there = ground(known, [row.values for row in batch])
        for row in batch:
            twins = [line for line in same.get(row.key, ()) if line != row.line]
            yield row, check(row.values, faults=row.faults, also_on=twins, ground=there)
        tell(min(begin + BATCH, len(rows)))


def key_of(row: LineupRow, known: Catalogue) -> str:
    found = known.series.get(folded(row.values.get("series", "")), [])
    number = number_of(row.values.get("number", ""))
    return f"{found[0].pk}:{number}" if len(found) == 1 and number else ""


def differs(row: LineupRow, found: Checked) -> bool:
    """Whether a person who saw the row as it is written down has seen something else."""
    return (row.verdict, row.changes, row.problems, row.notes) != (
        str(found.verdict),
        found.changes,
        found.problems,
        found.notes,
    )


def write_down(rows: Sequence[tuple[LineupRow, Checked]]) -> None:
    for row, found in rows:
        row.verdict, row.problems = str(found.verdict), found.problems
        row.notes, row.changes = found.notes, found.changes
        row.episode = found.episode.pk if found.episode else None
    # One statement a batch: an update with a case for each row and column would take minutes.
    LineupRow.objects.bulk_create(
        [row for row, _found in rows],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=_FOUND,
    )


def count(lineup: LineupImport) -> None:
    """Write down how many there are of each, those left out apart."""
    tally = Counter(
        "left_out" if left_out else verdict
        for verdict, left_out in lineup.rows.values_list("verdict", "left_out")
    )
    lineup.counts = {**dict.fromkeys(verdict for verdict in Verdict.values if verdict), "left_out": 0}
    lineup.counts = {name: tally.get(name, 0) for name in lineup.counts}
    lineup.save(update_fields=["counts"])
