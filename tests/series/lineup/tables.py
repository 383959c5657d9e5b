"""Tables as people send them."""

import csv
import io
import zipfile
from typing import Any

from django.core.files.base import ContentFile
from openpyxl import Workbook

from series.lineup import acts
from series.lineup.work import work
from series.models import LineupImport
from tests.factories.people import ana

NEEDED = ["series", "number", "title", "creator"]


def as_csv(rows: list[dict[str, str]], *, columns: list[str] | None = None, separator: str = ",") -> str:
    columns = columns or list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=separator, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_xlsx(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bomb(*, size: int) -> bytes:
    """A workbook whose sheet unpacks to that many bytes of nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"\0" * size)
    return out.getvalue()


def file(data: str | bytes, *, name: str = "season.csv") -> ContentFile:
    return ContentFile(data.encode() if isinstance(data, str) else data, name=name)


def imported(rows: list[dict[str, str]] | str | bytes, **options: Any) -> LineupImport:
    """Received by Ana and checked, as a worker does it."""
    data = rows if isinstance(rows, (str, bytes)) else as_csv(rows, **options)
    lineup = acts.receive(file=file(data), by=ana())
    work()
    lineup.refresh_from_db()
    assert lineup.state == "checked", lineup.trouble
    return lineup


def applied(lineup: LineupImport) -> LineupImport:
    acts.apply(lineup_id=lineup.pk, by=ana(), reason="The season is fixed.")
    work()
    lineup.refresh_from_db()
    return lineup
