"""What is read from a file, whatever its kind: rows of text under known headings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from series.lineup.columns import COLUMNS, named
from series.lineup.formulas import is_formula, unescaped
from series.lineup.refused import Refused

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
# A cell that is longer is no text of an episode.
MOST_SIGNS = 50_000
FORMULA = "This cell holds a formula. Put its value there; for text that begins with =, write '= instead."


@dataclass(frozen=True)
class Cell:
    """`fault` says what is wrong with the cell before anything is known of its column."""

    text: str
    fault: str = ""


@dataclass(frozen=True)
class ReadRow:
    line: int
    values: dict[str, str]
    faults: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    columns: list[str]
    ignored: list[str]
    rows: list[ReadRow]


def table_of(lines: Iterable[tuple[int, Sequence[Cell]]]) -> Table:
    """Numbered lines of cells, the headings first. Raises Refused."""
    source = iter(lines)
    _line, first = next(source, (0, []))
    columns, ignored = _headings([cell.text for cell in first])
    rows: list[ReadRow] = []
    for line, cells in source:
        if not any(cell.text.strip() for cell in cells):
            continue
        if len(rows) == MOST_ROWS:
            raise Refused(f"There are more than {MOST_ROWS:,} rows. Split the file and import the parts.")
        rows.append(_row(line, cells, columns))
    if not rows:
        raise Refused("There is no row below the headings. Fill in the template, one episode a row.")
    return Table([name for name in columns if name], ignored, rows)


def _headings(texts: list[str]) -> tuple[list[str], list[str]]:
    columns = [named(text) for text in texts]
    ignored = [
        text.strip()[:60] for text, name in zip(texts, columns, strict=True) if text.strip() and not name
    ]
    known = [name for name in columns if name]
    double = sorted({name for name in known if known.count(name) > 1})
    if double:
        raise Refused(f"Two columns are headed “{double[0]}”. Keep one of them.")
    missing = [column.name for column in COLUMNS if column.needed and column.name not in known]
    if missing:
        raise Refused(
            f"The first line must hold the headings; {', '.join(missing)} "
            f"{'is' if len(missing) == 1 else 'are'} missing. Start from the template."
        )
    return columns, ignored


def _row(line: int, cells: Sequence[Cell], columns: list[str]) -> ReadRow:
    values = {name: "" for name in columns if name}
    faults: dict[str, str] = {}
    for place, cell in enumerate(cells):
        name = columns[place] if place < len(columns) else ""
        if not name:
            if place >= len(columns) and cell.text.strip():
                faults["title"] = (
                    "This row has more cells than there are headings. Look for a stray separator."
                )
            continue
        fault = cell.fault or fault_of(cell.text)
        if fault:
            faults[name] = fault
        values[name] = plain(cell.text)
    return ReadRow(line, values, faults)


def fault_of(text: str) -> str:
    if is_formula(text):
        return FORMULA
    if len(text) > MOST_SIGNS:
        return f"This cell holds {len(text):,} signs; {MOST_SIGNS:,} are the most."
    return ""


def plain(text: str) -> str:
    """As an editor would have typed it: no escaping apostrophe, one kind of line end, no space around."""
    clean = unescaped(text).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return clean.strip()[:MOST_SIGNS]
