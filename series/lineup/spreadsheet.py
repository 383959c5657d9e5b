"""Rows written as CSV or XLSX, one at a time, with nothing in them that a spreadsheet would act on."""

import codecs
import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from series.lineup.formulas import escaped

CHUNK = 64 * 1024
# A sheet's own limit for a cell.
MOST_SIGNS = 32_767
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_csv(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    # Excel takes a CSV without the mark for the machine's old code page.
    yield codecs.BOM_UTF8
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    for row in rows:
        yield writer.writerow([escaped(text) for text in row]).encode()


class _Echo:
    """What the writer of the csv module writes to: it gives each line back."""

    def write(self, line: str) -> str:
        return line


def as_xlsx(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Line-up")
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", escaped(text))[:MOST_SIGNS])
            # Text, whatever it looks like: no formula, no date, no number.
            cell.data_type = "s"
            if number == 0:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


WRITERS: dict[str, Callable[[Iterable[Sequence[str]]], Iterator[bytes]]] = {"csv": as_csv, "xlsx": as_xlsx}
