"""XLSX, which is a zip of XML: measured before it is unpacked, no formula evaluated, no link followed.

openpyxl reads the XML through defusedxml, which refuses entities.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook

from series.lineup.columns import COLUMNS
from series.lineup.refused import Refused
from series.lineup.table import FORMULA, MOST_ROWS, Cell, Table, table_of

MOST_PARTS = 500
MOST_UNPACKED = 60 * 1024 * 1024
# Text and markup pack to a tenth, seldom to a fiftieth; a bomb to a thousandth.
MOST_RATIO = 150
SMALL = 256 * 1024
# Columns beyond the known ones that are still named as left out.
WIDTH = len(COLUMNS) + 40


def read_xlsx(data: bytes) -> Table:
    _measure(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False, data_only=False)
    except Refused:
        raise
    except Exception as error:
        raise _unreadable() from error
    try:
        return table_of(_lines(book))
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise _unreadable() from error
    finally:
        book.close()


def _unreadable() -> Refused:
    return Refused(
        "This XLSX can't be read. Open it in a spreadsheet program and save it anew, or as CSV UTF-8."
    )


def _measure(data: bytes) -> None:
    """What it would come to unpacked, by its own table of contents: no more than that is ever unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _unreadable() from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Refused("This is a zip and no workbook. Save the table as XLSX or as “CSV UTF-8”.")
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused("This workbook is locked with a password. Save it without one.")
    swollen = any(
        part.file_size > SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1) for part in parts
    )
    if len(parts) > MOST_PARTS or swollen or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(
            "Unpacked, this workbook is far too large for a line-up. Save only the table, as CSV UTF-8."
        )


def _lines(book: Any) -> Iterator[tuple[int, list[Cell]]]:
    sheet = book.worksheets[0] if book.worksheets else None
    if sheet is None:
        raise Refused("This workbook has no sheet with a table.")
    sheet.reset_dimensions()
    for line, cells in enumerate(sheet.iter_rows(max_col=WIDTH), 1):
        if line > 2 * MOST_ROWS:
            raise Refused(
                "The table has far too many lines, most of them empty. Copy its rows into the template."
            )
        yield line, [_cell(cell) for cell in cells]


def _cell(cell: Any) -> Cell:
    kind, value = getattr(cell, "data_type", "n"), cell.value
    if value is None:
        return Cell("")
    if kind == "f":
        return Cell(f"{value}", FORMULA)
    if kind == "e":
        return Cell(f"{value}", "The spreadsheet shows an error here. Put the value there.")
    return Cell(_text(value))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.replace(microsecond=0).isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)
