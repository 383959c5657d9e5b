"""What leaves as a table comes back as the same, and nothing in it acts on a spreadsheet."""

import csv
import io
import zipfile

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from series.lineup.columns import COLUMNS
from series.lineup.export import EXPORTS
from series.lineup.formulas import escaped, unescaped
from series.models import Episode, ExportRecord
from tests.factories import people, subjects
from tests.series.admin.pages import desk
from tests.series.lineup.tables import imported

pytestmark = pytest.mark.django_db(transaction=True)

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''@x", "=cmd|' /C calc'!A0"]


def export(client, what: str, kind: str, query: str = "") -> bytes:
    response = client.get(reverse("desk-export", args=[what, kind]) + query)
    assert response.status_code == 200, response.status_code
    return b"".join(response.streaming_content)


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", [*DANGEROUS, "plain", "", "'quoted'", "a=b", "'"])
def test_escaping_is_undone_by_reading(text):
    assert unescaped(escaped(text)) == text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "column", [column.name for column in COLUMNS if column.field] + ["creator", "handle"]
)
def test_A29_no_column_holds_a_formula(column, kind):
    field = {one.name: one.field for one in COLUMNS}[column]
    for text in DANGEROUS:
        if field:
            subjects.make_episode(complete=False, **{field: text[:10]})
        else:
            person = subjects.make_creator(**{{"creator": "name"}.get(column, column): text})
            subjects.make_episode(complete=False, creator=person)
    data = export(desk(people.chi()), "episodes", kind)
    place = [one.name for one in COLUMNS].index(column)
    if kind == "csv":
        cells = [row[place] for row in lines(data)[1:]]
    else:
        sheet = load_workbook(io.BytesIO(data)).active
        types = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert types <= {"s"}
        assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
        cells = [str(row[place].value or "") for row in sheet.iter_rows(min_row=2)]
    assert len(cells) == len(DANGEROUS)
    assert all(cell.startswith("'") for cell in cells), cells


@pytest.mark.parametrize("what", ["releases", "creators"])
def test_A29_nor_does_any_other_export(what):
    for text in DANGEROUS:
        person = subjects.make_creator(
            name=text, handle=text, initiative=text, category=text, place=text, consent=False
        )
        release = subjects.planned(
            subjects.make_episode(complete=False, creator=person, title=text, number=len(text))
        )
        release.notice = text
        release.save()
    for row in lines(export(desk(people.chi()), what, "csv"))[1:]:
        assert not [cell for cell in row if cell[:1] in "=+-@\t\r" and cell]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_exported_and_imported_again_is_the_same_in_every_row(kind):
    cause = subjects.make_cause(name="Small business")
    series = subjects.make_series(slug="small-sparks")
    for number, text in enumerate(DANGEROUS, 1):
        twin = subjects.make_creator(name="Wilma Hargrove", handle="@wilma", consent=False)
        episode = subjects.make_episode(
            series=series,
            creator=twin,
            complete=False,
            number=number,
            title=text,
            story=f'{text}\nand more; of, it\n\n"quoted"',
            hashtags=["#a", "#b"],
            mention=text,
            causes=(cause,),
        )
        if number % 2:
            subjects.planned(episode, seconds=86_400)
    subjects.scheduled(subjects.make_episode(series=series, number=50))
    subjects.published(subjects.make_episode(series=series, number=51))
    data = export(desk(people.chi()), "episodes", kind)
    lineup = imported(data)
    wrong = [(row.line, row.problems, row.changes) for row in lineup.rows.exclude(verdict="same")]
    assert not wrong
    assert lineup.counts["same"] == len(DANGEROUS) + 2


def test_the_filters_of_the_list_are_those_of_the_table():
    one, other = subjects.make_series(), subjects.make_series()
    subjects.make_episode(series=one, complete=False, title="Soap")
    subjects.make_episode(series=other, complete=False, title="Bread")
    subjects.make_episode(series=other, complete=False, title="Bricks")
    client = desk(people.ana())
    assert len(lines(export(client, "episodes", "csv"))) == 4
    rows = lines(export(client, "episodes", "csv", f"?series__id__exact={other.pk}&q=bread"))
    assert [row[2] for row in rows[1:]] == ["Bread"]
    record = ExportRecord.objects.order_by("pk").last()
    assert (record.person, record.what, record.kind, record.rows) == (people.ana(), "episodes", "csv", 1)
    assert record.query == f"series__id__exact={other.pk}&q=bread"


def test_a_lookup_that_the_list_does_not_have_finds_nothing_out():
    subjects.make_episode(complete=False)
    client = desk(people.ana())
    address = reverse("desk-export", args=["episodes", "csv"])
    assert client.get(address + "?subject__revisions__created_by__password__startswith=a").status_code == 400
    assert client.get(address + "?nonsense=1").status_code == 302
    assert not ExportRecord.objects.exists()


def test_an_export_costs_the_same_queries_for_one_and_for_thirty():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = desk(people.chi())
    counts: dict[str, set[int]] = {what: set() for what in EXPORTS}
    for _round in range(2):
        for _ in range(1 if not Episode.objects.exists() else 29):
            subjects.planned(subjects.make_episode(complete=False, causes=(subjects.make_cause(),)))
        for what in EXPORTS:
            export(client, what, "csv")
            with CaptureQueriesContext(connection) as captured:
                export(client, what, "csv")
            counts[what].add(len(captured))
    assert {what: len(found) for what, found in counts.items()} == dict.fromkeys(EXPORTS, 1), counts


def test_the_record_of_an_export_can_not_be_changed():
    from django.db import DatabaseError

    export(desk(people.dov()), "creators", "csv")
    with pytest.raises(DatabaseError, match="Cannot"):
        ExportRecord.objects.update(rows=0)


@pytest.mark.parametrize(
    ("name", "status"), [("ben", 403), ("ana", 200), ("chi", 200), ("dov", 200), ("eli", 403)]
)
def test_who_may_export(name, status):
    client = desk(people.person(name))
    for what in EXPORTS:
        assert client.get(reverse("desk-export", args=[what, "csv"])).status_code == status
