"""A season planned from its page: the diff first, then exactly that, and sentences for what can't be."""

import re

import pytest

from series.models import Release, Season
from tests.factories import people, subjects
from tests.series.admin.pages import act, act_url, change, desk, hidden, said

pytestmark = pytest.mark.django_db

RULE = {
    "first_date": "2031-11-06",
    "wall_clock": "09:00:00",
    "zone": "America/New_York",
    "premiere_count": "2",
    "weekly_count": "4",
    "interval_weeks": "1",
    "weekly_start_days": "",
    "skip_dates": "2031-11-27",
    "reason": "",
}


@pytest.fixture
def season() -> Season:
    return Season.objects.create(series=subjects.make_series())


def test_the_diff_is_shown_and_then_done(season):
    client = desk(people.ana())
    shown = client.post(act_url(season, "plan"), RULE).content.decode()
    assert "Slot 5 gets Thu 4 Dec 2031 09:00 EST." in shown
    assert not season.slots.exists()
    response = act(client, season, "plan", steps=2, **RULE)
    assert "The plan has 6 slots: 6 new." in said(client, response)[0]
    assert season.slots.count() == 6
    assert "Thu 4 Dec 2031 09:00 EST" in client.get(change(season)).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"premiere_count": "0", "weekly_count": "0"}, "A season of 0 episodes cannot be planned"),
        ({"weekly_count": "10000"}, "A season has at most 520 episodes"),
        ({"zone": "Mars/Olympus"}, "There is no time zone “Mars/Olympus”"),
        ({"first_date": "2001-11-06"}, "is past. Choose a later time."),
        ({"interval_weeks": "-1"}, "Between two episodes lie 1 to 26 weeks"),
        ({"skip_dates": "Thanksgiving"}, "“Thanksgiving” is not a date"),
        ({"first_date": "2031-11-27"}, "a date to leave out"),
        ({"weekly_count": "9" * 30}, ""),
    ],
    ids=["none", "ten thousand", "zone", "past", "backwards", "no date", "left out", "absurd"],
)
def test_a_season_that_can_not_be_is_refused_with_a_sentence(season, typed, sentence):
    response = desk(people.ana()).post(act_url(season, "plan"), {**RULE, **typed})
    assert response.status_code in {200, 422}
    assert sentence in response.content.decode()
    assert not season.slots.exists()


def test_a_gap_is_marked_to_decide_while_the_rest_applies(season):
    client = desk(people.ana())
    rule = {
        **RULE,
        "first_date": "2031-03-02",
        "wall_clock": "02:30:00",
        "premiere_count": "0",
        "skip_dates": "",
    }
    response = act(client, season, "plan", steps=2, **rule)
    assert "does not exist in America/New_York. Choose 01:59 or 03:00." in said(client, response)[0]
    assert "to decide" in client.get(change(season)).content.decode()


def test_a_plan_that_changed_since_is_shown_again(season):
    ana, chi = desk(people.ana()), desk(people.chi())
    page = ana.get(act_url(season, "plan")).content.decode()
    step = ana.post(act_url(season, "plan"), {**RULE, "seen": hidden(page, "seen")}).content.decode()
    act(chi, season, "plan", steps=2, **{**RULE, "weekly_count": "1"})
    answer = ana.post(
        act_url(season, "plan"), {**RULE, "seen": hidden(page, "seen"), "looked": hidden(step, "looked")}
    )
    assert answer.status_code == 422
    assert season.slots.count() == 3


def test_an_episode_is_put_into_a_slot_and_the_skip_moves_it(season):
    episode = subjects.make_episode(series=season.series, complete=False)
    client = desk(people.ana())
    act(client, season, "plan", steps=2, **RULE)
    slot = season.slots.get(position=3)
    client.get(act_url(season, "assign"))
    response = act(client, season, "assign", steps=2, episode=episode.subject.pk, slot=slot.pk)
    assert "is planned for Thu 13 Nov 2031 09:00 EST" in said(client, response)[0]
    response = act(client, season, "skip", steps=2, on="2031-11-13", reason="an election")
    assert "Episode 1 moves from Thu 13 Nov 09:00 EST to Thu 20 Nov 09:00 EST." in said(client, response)[0]
    release = Release.objects.get()
    assert release.wall == "2031-11-20T09:00:00"
    assert release.slot.season == season


def test_a_long_plan_is_shown_in_parts_and_every_slot_can_be_chosen(season):
    client = desk(people.ana())
    act(client, season, "plan", steps=2, **{**RULE, "weekly_count": "128"})
    pages = [client.get(change(season), {"slots": part}).content.decode() for part in ("", "2", "3", "zzz")]
    assert all("Slots 1 to 50 of 130" in page for page in (pages[0], pages[3]))
    assert "Slots 51 to 100 of 130" in pages[1]
    assert "Slots 101 to 130 of 130" in pages[2]
    shown = {int(number) for page in pages for number in re.findall(r"<th scope=\"row\">Slot (\d+)", page)}
    assert shown == set(range(1, 131))
    for name, field in (("move", "slot"), ("swap", "other"), ("assign", "slot")):
        form = client.get(act_url(season, name)).context["form"]
        offered = {pk for pk, _label in form.fields[field].choices if pk}
        assert offered == set(season.slots.values_list("pk", flat=True))


def test_an_episode_that_waits_or_was_released_is_not_offered_for_a_slot(season):
    free, waiting, out = (subjects.make_episode(series=season.series) for _ in range(3))
    subjects.planned(waiting)
    subjects.published(out)
    client = desk(people.ana())
    act(client, season, "plan", steps=2, **RULE)
    form = client.get(act_url(season, "assign")).context["form"]
    assert [pk for pk, _label in form.fields["episode"].choices if pk] == [free.subject.pk]
    form = client.get(act_url(season, "pull-forward")).context["form"]
    assert {pk for pk, _label in form.fields["reserve"].choices if pk} == {
        free.subject.pk,
        waiting.subject.pk,
    }
