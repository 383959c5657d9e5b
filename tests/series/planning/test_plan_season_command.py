import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from series.models import Season, Series, Slot
from tests.series.planning.stage import editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def series() -> Series:
    return Series.objects.create(title="Good", slug="good", promise="A minute.", zone="America/New_York")


def run(*words: str) -> str:
    out = StringIO()
    call_command("plan_season", *words, stdout=out)
    return out.getvalue()


USUAL = ("good", "--from", "2090-11-02", "--premiere", "2", "--weekly", "4", "--not-on", "2090-11-23")


def test_a_dry_run_shows_the_plan_as_json_and_writes_nothing(series: Series) -> None:
    answer = json.loads(run(*USUAL, "--dry-run", "--json"))
    assert (answer["series"], answer["season"], answer["applied"], answer["notes"]) == ("good", 1, False, [])
    assert [change["kind"] for change in answer["changes"]] == ["added"] * 6
    assert answer["changes"][4] == {
        "kind": "added",
        "sentence": "Slot 5 gets Thu 30 Nov 2090 09:00 EST.",
        "before": None,
        "after": {
            "name": "Slot 5",
            "wall": "2090-11-30T09:00:00",
            "zone": "America/New_York",
            "instant": "2090-11-30T14:00:00Z",
            "state": "open",
            "premiere": False,
            "label": "Thu 30 Nov 2090 09:00 EST",
            "neighbours": [],
        },
    }
    assert not Season.objects.exists()
    assert not Slot.objects.exists()


def test_without_dry_run_the_season_is_there_and_a_second_run_changes_nothing(series: Series) -> None:
    editor("ada")
    said = run(*USUAL, "--by", "ada")
    assert said.splitlines()[0] == "Slot 1 gets Thu 2 Nov 2090 09:00 EDT."
    assert said.splitlines()[-1] == "Done."
    season = Season.objects.get(series=series, number=1)
    assert season.slots.count() == 6
    again = json.loads(run(*USUAL, "--json"))
    assert {change["kind"] for change in again["changes"]} == {"unchanged"}
    assert season.slots.count() == 6


def test_a_gap_is_shown_with_its_neighbours(series: Series) -> None:
    words = ("good", "--from", "2090-03-05", "--at", "02:30", "--weekly", "2")
    change = json.loads(run(*words, "--dry-run", "--json"))["changes"][1]
    assert (change["kind"], change["after"]["instant"]) == ("decide", None)
    assert change["after"]["neighbours"] == ["2090-03-12T01:59:00", "2090-03-12T03:00:00"]


def test_a_left_out_date_without_a_slot_is_noted(series: Series) -> None:
    said = run(*USUAL, "--not-on", "2090-11-24", "--dry-run")
    assert "Note: Fri 24 Nov 2090 was to be left out, but no slot would fall on it." in said
    assert said.endswith("Nothing was written: this was a dry run.\n")


def test_the_series_own_zone_is_taken_unless_another_is_named(series: Series) -> None:
    first = json.loads(run(*USUAL, "--dry-run", "--json"))["changes"][0]["after"]
    other = json.loads(run(*USUAL, "--zone", "Europe/London", "--dry-run", "--json"))["changes"][0]["after"]
    assert (first["instant"], other["instant"]) == ("2090-11-02T13:00:00Z", "2090-11-02T09:00:00Z")


def test_seasons_of_one_series_are_planned_apart(series: Series) -> None:
    run(*USUAL)
    run(*USUAL, "--season", "2", "--every", "2", "--weekly-after", "7")
    assert list(Season.objects.values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (
            ("nowhere", "--from", "2090-11-02", "--weekly", "1"),
            "There is no series “nowhere”. There are: good.",
        ),
        (("good", "--from", "2090-11-02", "--weekly", "10000"), "at most 520 episodes, not 10000"),
        (("good", "--from", "2090-11-02", "--weekly", "0"), "A season of 0 episodes"),
        (("good", "--from", "2090-11-02", "--weekly", "1", "--zone", "Mars/Base"), "There is no time zone"),
        (("good", "--from", "2025-11-06", "--weekly", "1"), "which is past"),
        (
            ("good", "--from", "2.11.2090", "--weekly", "1"),
            "“2.11.2090” is no date. Write it like 2026-11-05.",
        ),
        (("good", "--from", "2090-11-02", "--weekly", "1", "--at", "9am"), "“9am” is no time of day"),
        (("good", "--from", "2090-11-02", "--weekly", "1", "--by", "nobody"), "There is no user “nobody”"),
    ],
)
def test_what_cannot_be_planned_is_said_in_a_sentence_and_writes_nothing(
    series: Series, words: tuple[str, ...], part: str
) -> None:
    with pytest.raises(CommandError) as refused:
        run(*words)
    assert part in str(refused.value)
    assert not Season.objects.exists()


def test_a_series_is_found_by_its_id_too(series: Series) -> None:
    answer = json.loads(run(str(series.pk), *USUAL[1:], "--dry-run", "--json"))
    assert answer["series"] == "good"
