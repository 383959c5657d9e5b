"""What a file must be, and what is said of one that is not."""

import codecs

import pytest

from series.lineup.reading import Refused, read
from tests.series.lineup import tables

HEAD = "series,number,title,creator\n"
ROW = "Small sparks,1,Soap für alle,Wilma\n"


def table(data, name="season.csv"):
    return read(tables.file(data, name=name))


@pytest.mark.parametrize(
    "data",
    [
        (HEAD + ROW).encode(),
        codecs.BOM_UTF8 + (HEAD + ROW).encode(),
        codecs.BOM_UTF16_LE + (HEAD + ROW).encode("utf-16-le"),
        codecs.BOM_UTF16_BE + (HEAD + ROW).encode("utf-16-be"),
        (HEAD + ROW).replace(",", ";").encode(),
        (HEAD + ROW).replace(",", "\t").encode(),
        (HEAD + ROW).replace("\n", "\r\n").encode(),
        tables.as_xlsx([HEAD.strip().split(","), ["Small sparks", 1, "Soap für alle", "Wilma"]]),
    ],
    ids=["utf-8", "utf-8 mark", "utf-16 le", "utf-16 be", "semicolons", "tabs", "crlf", "xlsx"],
)
def test_the_same_table_is_read_from_every_kind_of_file(data):
    [row] = table(data).rows
    assert row.line == 2
    assert row.values == {
        "series": "Small sparks",
        "number": "1",
        "title": "Soap für alle",
        "creator": "Wilma",
    }


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        ((HEAD + ROW).encode("latin-1"), "not in UTF-8 (line 2"),
        (HEAD.encode(), "no row below the headings"),
        (b"title,number\nSoap,1\n", "series, creator are missing"),
        (b"series,number,title,title,creator\n1,2,3,4,5\n", "Two columns are headed"),
        (HEAD.encode() + b'a,1,"open\nb,2,c,d\n', "quotation marks of line 2"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "not in UTF-8"),
        (HEAD.encode() + b"a,1,b\0c,d\n", "This is no text"),
        (b"\xd0\xcf\x11\xe0 old workbook", "of the old kind"),
        (b"PK\x03\x04 not a zip at all", "can't be read"),
    ],
)
def test_what_can_not_be_read_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(Refused) as refusal:
        table(data)
    assert sentence in str(refusal.value)


def test_X11_a_file_is_what_its_bytes_are_whatever_its_name():
    data = tables.as_xlsx([["series", "number", "title", "creator"], ["a", 1, "b", "c"]])
    assert table(data, name="season.csv").rows[0].values["title"] == "b"
    assert table((HEAD + ROW).encode(), name="season.xlsx").rows[0].values["number"] == "1"


def test_X11_a_zip_bomb_is_refused_before_it_is_unpacked():
    data = tables.bomb(size=80 * 1024 * 1024)
    assert len(data) < 1024 * 1024
    with pytest.raises(Refused, match="far too large"):
        table(data)


def test_X11_a_zip_in_a_zip_is_no_workbook():
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("inner.zip", tables.bomb(size=1024))
    with pytest.raises(Refused, match="no workbook"):
        table(out.getvalue())


def test_X11_entities_in_a_workbook_are_refused():
    import io
    import zipfile

    data = tables.as_xlsx([["series", "number", "title", "creator"], ["a", 1, "b", "c"]])
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in source.namelist():
            body = source.read(name)
            if name == "xl/workbook.xml":
                body = body.replace(
                    b"<workbook", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook', 1
                )
            packed.writestr(name, body)
    with pytest.raises(Refused, match="can't be read"):
        table(out.getvalue())


def test_X11_too_large_too_many_rows_and_too_many_lines_are_refused():
    with pytest.raises(Refused, match="larger than 5 MB"):
        table(HEAD + ROW * 200_000)
    with pytest.raises(Refused, match="more than 20,000 rows"):
        table(HEAD + "a,1,b,c\n" * 20_001)


def test_a_formula_is_refused_at_its_cell_and_an_escaped_one_is_text():
    data = tables.as_xlsx(
        [["series", "number", "title", "creator", "mention"], ["a", 1, "=1+1", "'-c", "'=SUM(A1)"]]
    )
    [row] = table(data).rows
    assert set(row.faults) == {"title"}
    assert "holds a formula" in row.faults["title"]
    assert row.values["creator"] == "-c"
    assert row.values["mention"] == "=SUM(A1)"
    [row] = table("series,number,title,creator\na,1,=HYPERLINK(1),c\n").rows
    assert "holds a formula" in row.faults["title"]


def test_headings_are_known_in_any_order_and_by_their_other_names_and_unknown_ones_are_told():
    found = table("Title,Episode,SERIES,featured-creator,Mood\nSoap,3,a,b,warm\n")
    assert found.columns == ["title", "number", "series", "creator"]
    assert found.ignored == ["Mood"]


def test_a_row_with_more_cells_than_headings_is_wrong_and_empty_lines_are_none():
    found = table("series,number,title,creator\n\na,1,b,c,d\n,,,\n")
    [row] = found.rows
    assert row.line == 3
    assert "more cells" in row.faults["title"]


def test_dates_numbers_and_truths_of_a_workbook_become_text():
    from datetime import datetime

    head = ["series", "number", "title", "creator", "planned", "summary"]
    [row] = table(tables.as_xlsx([head, ["a", 3.0, 12.5, True, datetime(2031, 3, 6, 9), None]])).rows
    assert row.values == {
        "series": "a",
        "number": "3",
        "title": "12.5",
        "creator": "TRUE",
        "planned": "2031-03-06 09:00:00",
        "summary": "",
    }
