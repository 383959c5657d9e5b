"""From an uploaded file to rows of text. What the file is is seen in its bytes; its name says nothing."""

from collections.abc import Iterable

from django.core.files.base import File

from series.lineup.read_csv import read_csv
from series.lineup.read_xlsx import read_xlsx
from series.lineup.refused import Refused
from series.lineup.table import MOST_BYTES, Table

__all__ = ["Refused", "read"]


def read(file: File) -> Table:
    """Raises Refused with a sentence. Never holds more than the largest allowed file."""
    data = _taken(file.chunks())
    if not data.strip():
        raise Refused("This file is empty.")
    if data.startswith(b"PK\x03\x04"):
        return read_xlsx(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            "This is a workbook of the old kind (XLS), or a locked one. Save it as XLSX without a password."
        )
    return read_csv(data)


def _taken(chunks: Iterable[bytes]) -> bytes:
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > MOST_BYTES:
            raise Refused(
                f"The file is larger than {MOST_BYTES // 1024 // 1024} MB. Split it and import the parts."
            )
    return bytes(data)
