"""The dry run: every row with its verdict, and each reason at its cell."""

import pytest

from creators.models import Creator
from series.models import Episode, LineupRow, Release, Subject
from tests.factories import subjects
from tests.factories.people import ana
from tests.series.lineup.tables import imported

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def series():
    return subjects.make_series(title="Small sparks", zone="America/New_York")


@pytest.fixture
def wilma():
    return subjects.make_creator(name="Wilma Hargrove", handle="@wilma")


def row(**cells: str) -> dict[str, str]:
    return {
        "series": "small  SPARKS",
        "number": "1",
        "title": "Soap",
        "creator": "wilma hargrove",
        "handle": "",
        "causes": "",
        "language": "",
        "planned": "",
        "zone": "",
        **cells,
    }


def only(rows) -> LineupRow:
    return imported(rows if isinstance(rows, list) else [rows]).rows.first()


def test_a_row_without_an_episode_is_new_and_nothing_is_made_by_looking(series, wilma):
    found = only(row(planned="2031-03-06 09:00"))
    assert found.verdict == "new", found.problems
    assert ["planned", "", "2031-03-06 09:00:00 America/New_York"] in found.changes
    assert not Episode.objects.exists()
    assert not Release.objects.exists()


def test_a_row_that_says_what_is_there_is_the_same_and_one_that_differs_says_how(series, wilma):
    subjects.make_episode(series=series, creator=wilma, complete=False, number=1, title="Soap", summary="Old")
    lineup = imported([row()])
    assert lineup.counts == {"new": 0, "changed": 0, "same": 1, "wrong": 0, "left_out": 0}
    cause = subjects.make_cause(name="Education")
    found = only(row(summary="New", causes="education"))
    assert found.verdict == "changed"
    assert found.changes == [["summary", "Old", "New"], ["causes", "", cause.name]]


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"series": "Nobody's"}, "series", "There is no series"),
        ({"series": ""}, "series", "Say which series"),
        ({"number": "0"}, "number", "1 or more"),
        ({"number": "three"}, "number", "1 or more"),
        ({"title": ""}, "title", "Say what the episode is called."),
        ({"title": "x" * 301}, "title", "at most 300"),
        ({"creator": "Nobody"}, "creator", "Nobody is called"),
        ({"creator": ""}, "creator", "Say who is featured."),
        ({"handle": "@nobody"}, "handle", "Nobody has the handle"),
        ({"creator": "Other Name", "handle": "@wilma"}, "handle", "is Wilma Hargrove, not Other Name"),
        ({"causes": "Nonsense"}, "causes", "There is no cause"),
        ({"language": "English"}, "language", "no language code"),
        ({"post": "not an address"}, "post", "Enter a valid URL"),
        ({"planned": "tomorrow"}, "planned", "is no wall time"),
        ({"planned": "2031-02-30 09:00"}, "planned", "not in the calendar"),
        ({"planned": "2020-03-05 09:00"}, "planned", "has passed"),
        ({"planned": "2031-03-06 09:00", "zone": "Mars/Base"}, "zone", "There is no time zone"),
        ({"planned": "2031-03-09 02:30"}, "planned", "clocks jump over it"),
        ({"planned": "1066-10-14 09:00"}, "planned", "out of reach"),
        ({"summary": "=cmd|' /C calc'!A0"}, "summary", "holds a formula"),
    ],
)
def test_a_wrong_cell_is_told_at_its_place(series, wilma, cells, column, sentence):
    found = only(row(**cells))
    assert found.verdict == "wrong"
    assert sentence in " ".join(found.problems[column])
    assert set(found.problems) == {column}


def test_a_time_that_exists_twice_is_noted_and_taken_as_the_first(series, wilma):
    found = only(row(planned="2031-11-02 01:30"))
    assert found.verdict == "new"
    assert "twice that day" in found.notes[0]


def test_the_same_episode_twice_in_a_file_is_wrong_on_both_lines(series, wilma):
    rows = list(imported([row(), row(title="Bread"), row(number="2")]).rows.all())
    assert [one.verdict for one in rows] == ["wrong", "wrong", "new"]
    assert "line 3" in rows[0].problems["number"][0]
    assert "line 2" in rows[1].problems["number"][0]


def test_two_people_of_one_name_are_told_apart_by_the_handle(series, wilma):
    other = subjects.make_creator(name="Wilma Hargrove", handle="@other")
    found = only(row())
    assert "Say which one by the handle" in found.problems["creator"][0]
    assert only(row(handle="other")).verdict == "new"
    episode = subjects.make_episode(series=series, creator=other, complete=False, number=1, title="Soap")
    assert only(row()).verdict == "same"
    assert Creator.objects.count() == 2
    assert episode.creator == other


def test_a_locked_episode_may_be_named_and_not_changed(series, wilma):
    episode = subjects.make_episode(series=series, creator=wilma, number=1, title="Soap")
    subjects.scheduled(episode)
    assert only(row(title="Soap")).verdict == "same"
    found = only(row(title="Bread"))
    assert "locked" in found.problems["number"][0]


def test_a_public_episode_gets_no_new_date_and_a_slot_is_moved_in_its_season(series, wilma):
    from series import scheduling
    from series.models import Season

    subjects.published(subjects.make_episode(series=series, creator=wilma, number=1, title="Soap"))
    assert "public already" in only(row(planned="2031-03-06 09:00")).problems["planned"][0]
    second = subjects.make_episode(series=series, creator=wilma, complete=False, number=2, title="Soap")
    wall = subjects.wall_in(86_400)
    season = Season.objects.create(series=series)
    from datetime import UTC, timedelta

    from series.publishing.due import database_now

    instant = (database_now() + timedelta(days=1)).astimezone(UTC)
    instant = wall.replace(tzinfo=UTC)
    slot = season.slots.create(position=1, wall=wall.isoformat(), zone="UTC", instant=instant)
    scheduling.plan(
        subject=Subject.objects.get_or_create(kind="episode", episode=second)[0],
        wall=wall,
        zone="UTC",
        by=ana(),
        slot=slot,
    )
    found = only(row(number="2", planned="2031-03-06 09:00"))
    assert "in a slot of the season" in found.problems["planned"][0]
    assert only(row(number="2", planned=wall.isoformat(" "))).verdict == "same"


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</textarea><svg onload=x>"]
)
def test_X2_what_a_row_says_is_only_ever_text(series, wilma, payload):
    from django.urls import reverse

    from tests.series.admin.pages import desk

    lineup = imported([row(title=payload, summary=payload), row(series=payload, number=payload)])
    client = desk(ana())
    for address in (
        reverse("desk-lineup", args=[lineup.pk]),
        reverse("desk-lineup-row", args=[lineup.pk, 2]),
        reverse("desk-lineup-row", args=[lineup.pk, 3]),
    ):
        page = client.get(address).content.decode()
        assert payload not in page
