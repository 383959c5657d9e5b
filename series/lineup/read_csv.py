"""CSV as people have it: with or without a mark of its encoding, with commas, semicolons or tabs."""

import codecs
import csv
import io
from collections.abc import Iterator

from series.lineup.refused import Refused
from series.lineup.table import Cell, Table, table_of

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SEPARATORS = ",;\t"


def read_csv(data: bytes) -> Table:
    text = _decoded(data)
    if "\0" in text:
        raise Refused("This is no text. Save the table as “CSV UTF-8” or as XLSX.")
    return table_of(_lines(text))


def _decoded(data: bytes) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            rest, name = data[len(mark) :], encoding
            break
    else:
        rest, name = data, "utf-8"
    try:
        return rest.decode(name)
    except UnicodeDecodeError as error:
        line = rest[: error.start].count(b"\n") + 1
        raise Refused(
            f"The text is not in UTF-8 (line {line} holds something else). "
            "Save the table as “CSV UTF-8”, or as XLSX."
        ) from error


def _lines(text: str) -> Iterator[tuple[int, list[Cell]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    begun = 1
    try:
        for cells in reader:
            yield begun, [Cell(cell) for cell in cells]
            begun = reader.line_num + 1
    except csv.Error as error:
        raise Refused(
            f"The quotation marks of line {begun} don't match, or a cell is far too long ({error}). "
            "Mend it, or save the table as XLSX."
        ) from error


def _separator(text: str) -> str:
    """The one that the headings have most of; headings need no quotes, so none is inside them."""
    heading = text.lstrip("\r\n").split("\n", 1)[0]
    return max(SEPARATORS, key=heading.count)
