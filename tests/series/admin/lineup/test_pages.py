"""Imports as a person does them: upload, look, mend, apply; and who may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from series.lineup.work import work
from series.models import Episode, LineupImport
from tests.factories import people, subjects
from tests.series.admin.pages import desk, hidden
from tests.series.lineup.tables import as_csv, imported

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def series():
    subjects.make_creator(name="Wilma Hargrove")
    return subjects.make_series(title="Small sparks")


def rows(count: int = 3) -> list[dict[str, str]]:
    return [
        {"series": "Small sparks", "number": str(n), "title": f"Minute {n}", "creator": "Wilma Hargrove"}
        for n in range(1, count + 1)
    ]


def upload(client, data: str | bytes, name: str = "season.csv"):
    body = data.encode() if isinstance(data, str) else data
    return client.post(reverse("desk-lineups"), {"file": SimpleUploadedFile(name, body)})


def test_a_table_is_uploaded_checked_mended_and_applied(series):
    client = desk(people.ana())
    answer = upload(client, as_csv([*rows(2), {**rows()[2], "title": ""}]))
    address = answer.url
    assert "Waiting for a worker" in client.get(address).content.decode()
    assert client.get(f"{address}progress.json").json()["working"] is True
    work()
    assert client.get(f"{address}progress.json").json()["working"] is False
    page = client.get(f"{address}?verdict=wrong").content.decode()
    assert "1 row is wrong." in page
    assert "Say what the episode is called." in page
    assert "Minute 1" not in page
    row = f"{address}4/"
    page = client.get(row).content.decode()
    assert "Say what the episode is called." in page
    answer = client.post(
        row, {"cell-0": "Small sparks", "cell-1": "x", "cell-2": "Soap", "cell-3": "Wilma Hargrove"}
    )
    assert answer.status_code == 422
    assert 'value="Soap"' in answer.content.decode()
    answer = client.post(
        row, {"cell-0": "Small sparks", "cell-1": "3", "cell-2": "Soap", "cell-3": "Wilma Hargrove"}
    )
    assert answer.url == address
    page = client.get(f"{address}apply/").content.decode()
    assert "3 episodes are made." in page
    answer = client.post(
        f"{address}apply/", {"seen": hidden(page, "seen").replace("&#x27;", "'"), "reason": "Fixed."}
    )
    assert answer.url == address, answer.content.decode()
    work()
    assert Episode.objects.count() == 3
    assert "Applied by Ana" in client.get(address).content.decode()


def test_what_was_mended_meanwhile_is_shown_before_it_is_applied(series):
    lineup = imported(rows())
    client = desk(people.ana())
    address = reverse("desk-lineup-apply", args=[lineup.pk])
    answer = client.post(address, {"seen": "something else", "reason": "Fixed."})
    assert answer.status_code == 422
    assert "Somebody mended rows" in answer.content.decode()
    lineup.refresh_from_db()
    assert lineup.state == "checked"


def test_a_file_that_can_not_be_read_is_refused_at_the_form(series):
    answer = upload(desk(people.ana()), b"\xff\xfe\x00\xd8broken")
    assert answer.status_code == 422
    assert "not in UTF-8" in answer.content.decode()
    answer = desk(people.ana()).post(reverse("desk-lineups"))
    assert answer.status_code == 422
    assert "Choose a file." in answer.content.decode()
    assert not LineupImport.objects.exists()


def test_X11_a_gigabyte_is_refused_by_its_length_before_a_byte_is_read(series):
    class Never:
        def read(self, *_size: int) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    client = desk(people.ana())
    answer = client.post(
        reverse("desk-lineups"),
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Never(), "CONTENT_LENGTH": str(1024**3)},
    )
    assert answer.status_code == 413
    assert "larger than 5 MB" in answer.content.decode()


def test_a_forged_post_is_refused(series):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(people.ana())
    assert upload(client, as_csv(rows())).status_code == 403
    assert not LineupImport.objects.exists()


@pytest.mark.parametrize("name", ["ben", "dov", "eli"])
def test_who_may_not_import_sees_none_of_it(series, name):
    lineup = imported(rows())
    client = desk(people.person(name))
    for address in ("desk-lineup", "desk-lineup-apply", "desk-lineup-reasons", "desk-lineup-progress"):
        assert client.get(reverse(address, args=[lineup.pk])).status_code == 403
    assert client.get(reverse("desk-lineup-row", args=[lineup.pk, 2])).status_code == 403
    assert upload(client, as_csv(rows())).status_code == 403
    assert client.post(reverse("desk-lineup-act", args=[lineup.pk, "drop"])).status_code == 403
    assert client.get(reverse("desk-lineup-template", args=["csv"])).status_code == 403


def test_the_rows_and_their_reasons_can_be_taken_away(series):
    lineup = imported([rows()[0], {**rows()[1], "title": ""}, {**rows()[2], "title": "-9"}])
    answer = desk(people.ana()).get(reverse("desk-lineup-reasons", args=[lineup.pk]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "title: Say what the episode is called." in text
    assert "'-9" in text


def test_the_templates_are_read_as_they_are_given(series):
    from series.lineup.reading import read
    from tests.series.lineup.tables import file

    client = desk(people.ana())
    for kind in ("csv", "xlsx"):
        data = b"".join(client.get(reverse("desk-lineup-template", args=[kind])).streaming_content)
        [row] = read(file(data)).rows
        assert row.values["title"] == "The soap that paid the rent"
        assert not row.faults


def test_a_dry_run_costs_the_same_queries_for_one_row_and_for_thirty(series):
    client = desk(people.ana())
    counts = set()
    for size in (1, 30):
        lineup = imported(rows(size))
        address = reverse("desk-lineup", args=[lineup.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.add(len(captured))
    assert len(counts) == 1
    assert max(counts) <= 15


def test_an_import_is_dropped_checked_again_and_never_touched_after_its_end(series):
    lineup = imported(rows())
    client = desk(people.ana())
    act = lambda name: client.post(reverse("desk-lineup-act", args=[lineup.pk, name]), follow=True)  # noqa: E731
    act("again")
    work()
    assert "is dropped" in act("drop").content.decode()
    assert "can&#x27;t become" in act("again").content.decode()
    answer = client.post(reverse("desk-lineup-row", args=[lineup.pk, 2]), {"act": "out"}, follow=True)
    assert "can&#x27;t be changed now" in answer.content.decode()
    assert client.get(reverse("desk-lineup-apply", args=[lineup.pk])).status_code == 302
