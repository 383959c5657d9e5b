"""From a wish on the calendar to the act: a confirmation first, which names everything, and then exactly that."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.urls import reverse

from series import scheduling
from series.models import Release, ScheduleChange
from series.models.subject import subject_of
from series.publishing.due import database_now
from sparks.accounts.models import User
from tests.factories import people, subjects
from tests.series.admin.pages import desk, said
from tests.series.calendar import stage

pytestmark = pytest.mark.django_db


def url(name: str, thing) -> str:
    return reverse(f"desk-calendar-{name}", args=[thing.pk])


def text(response) -> str:
    return unescape(re.sub(r"\s+", " ", response.content.decode()))


def confirm(client, address: str, **typed):
    """Look at what an address would do, then confirm it with what the form holds."""
    page = client.get(address)
    assert page.status_code == 200, text(page)
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    data |= {
        "seen": page.context["seen"],
        "looked": page.context["looked"],
        "back": page.context["back_text"],
    }
    return client.post(address.partition("?")[0], {**data, **typed})


def planned_in(zone: str, wall: datetime, **fields) -> Release:
    episode = subjects.make_episode(series=subjects.make_series(zone=zone), complete=False, **fields)
    return scheduling.plan(subject=subject_of(episode), wall=wall, zone=zone, by=people.ana()).release


def test_A14_the_confirmation_says_before_and_after_in_series_time_in_ones_own_and_in_utc():
    User.objects.filter(pk=people.ana().pk).update(zone="Asia/Tokyo")
    release = planned_in("America/New_York", datetime(2031, 3, 6, 9), title="Soap")
    client = desk(people.ana())
    page = text(client.get(url("move", release) + "?days=7"))
    for label in (
        *("Thu 6 Mar 2031 09:00 EST", "Thu 6 Mar 2031 23:00 JST", "Thu 6 Mar 2031 14:00 UTC"),
        *("Thu 13 Mar 2031 09:00 EDT", "Thu 13 Mar 2031 22:00 JST", "Thu 13 Mar 2031 13:00 UTC"),
    ):
        assert label in page, label
    assert "No public page changes by this." in page
    assert stage.fresh(release).wall == "2031-03-06T09:00:00"


def test_a_drag_a_date_and_the_form_lead_to_the_same_page_and_the_same_act():
    client = desk(people.ana())
    for query in ("days=1", "date=2031-03-07&time=09:00:00"):
        release = planned_in("America/New_York", datetime(2031, 3, 6, 9))
        response = confirm(client, f"{url('move', release)}?{query}", reason="The hall is taken.")
        assert response.status_code == 302
        assert stage.fresh(release).wall == "2031-03-07T09:00:00"
        assert "Fri 7 Mar 2031 09:00 EST" in said(client, response)[0]
        assert ScheduleChange.objects.latest("pk").reason == "The hall is taken."


def test_the_act_leads_back_to_the_view_it_came_from_and_nowhere_else():
    release = planned_in("UTC", datetime(2031, 3, 6, 9))
    client = desk(people.ana())
    back = "view%3Dweek%26at%3D2031-03-06"
    assert confirm(client, f"{url('move', release)}?days=1&back={back}").url == (
        "/admin/calendar/?view=week&at=2031-03-06"
    )
    evil = confirm(client, f"{url('move', release)}?days=1&back=https://evil.example/")
    assert evil.url.startswith("/admin/calendar/?")


def test_only_this_or_this_and_the_following():
    season, releases = stage.filled(weeks=3)
    client = desk(people.ana())
    address = f"{url('move', releases[0])}?days=7&scope=following"
    page = client.get(address)
    assert len(page.context["rows"]) == 3
    assert "3 things move" in text(page)
    before = stage.walls(season)
    # On a day of the next one: only this would meet it.
    refused = client.get(f"{url('move', releases[0])}?days=7")
    assert "would both be on" in text(refused)
    confirm(client, address)
    after = stage.walls(season)
    assert after[:2] == [before[1].replace("2 ", "1 ", 1), before[2].replace("3 ", "2 ", 1)]
    assert after[2].startswith("3 ")


def test_a_release_outside_of_seasons_is_not_asked_how_far():
    release = planned_in("UTC", datetime(2031, 3, 6, 9))
    page = desk(people.ana()).get(url("move", release))
    assert "scope" not in page.context["form"].fields
    assert "zone" in page.context["form"].fields


def test_T15_a_time_that_has_passed_offers_to_publish_now_or_to_pick_another():
    release = subjects.scheduled(subjects.make_episode())
    episode = release.items.get(role="main").subject.episode
    client = desk(people.ana())
    yesterday = (database_now() - timedelta(days=1)).strftime("%Y-%m-%d")
    page = client.get(f"{url('move', release)}?date={yesterday}&time=09:00:00")
    assert "has passed" in text(page)
    assert "Or pick another time below." in text(page)
    assert reverse("admin:series_episode_act", args=[episode.pk, "publish-now"]) in text(page)
    response = confirm(client, f"{url('move', release)}?date={yesterday}&time=09:00:00")
    assert response.status_code == 422
    assert stage.fresh(release).instant == release.instant


def test_T15_now_itself_has_passed():
    release = subjects.planned(subjects.make_episode(complete=False))
    now = database_now()
    page = desk(people.ana()).get(f"{url('move', release)}?date={now:%Y-%m-%d}&time={now:%H:%M:%S}&zone=UTC")
    assert "has passed" in text(page)
    assert "Publish it now" not in text(page)  # nothing of it is approved


def test_a_wall_time_that_does_not_exist_offers_its_two_neighbours():
    release = planned_in("America/New_York", datetime(2031, 3, 6, 2, 30))
    client = desk(people.ana())
    page = client.get(f"{url('move', release)}?days=3")
    assert "does not exist in America/New_York" in text(page)
    before, after = [one["address"] for one in page.context["gap"]]
    assert "01:59" in text(client.get(before))
    confirm(client, after)
    assert stage.fresh(release).wall == "2031-03-09T03:00:00"


def test_a_wall_time_that_exists_twice_is_the_first_and_says_so():
    release = planned_in("America/New_York", datetime(2031, 10, 30, 1, 30))
    page = desk(people.ana()).get(f"{url('move', release)}?date=2031-11-02&time=01:30:00")
    assert "twice that day; the first of the two is meant" in text(page)
    assert "Sun 2 Nov 2031 01:30 EDT" in text(page)


def test_a_gap_on_the_way_of_those_that_follow_is_a_slot_to_decide_about():
    from datetime import date, time

    season = stage.season(weeks=3, first_date=date(2031, 2, 20), wall_clock=time(2, 30))
    first = stage.put(stage.film(season.series), stage.slots(season)[0])
    page = desk(people.ana()).get(f"{url('move', first)}?days=3&scope=following")
    assert "does not exist in America/New_York" in text(page)
    assert "waits for a decision" in text(page)


def test_E9_what_somebody_else_moved_meanwhile_is_told_and_shown_anew():
    release = planned_in("UTC", datetime(2031, 3, 6, 9))
    ana, chi = desk(people.ana()), desk(people.chi())
    page = ana.get(f"{url('move', release)}?days=1")
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    data |= {"seen": page.context["seen"], "looked": page.context["looked"]}
    confirm(chi, f"{url('move', release)}?date=2031-04-01&time=10:00:00&zone=UTC")
    response = ana.post(url("move", release), data)
    assert response.status_code == 409
    assert "Somebody changed the schedule while your page was open" in text(response)
    assert "Tue 1 Apr 2031 10:00 UTC" in text(response)
    assert stage.fresh(release).wall == "2031-04-01T10:00:00"
    # Having seen it, she may.
    data["seen"] = response.context["seen"]
    assert ana.post(url("move", release), data).status_code == 302
    assert stage.fresh(release).wall == "2031-03-07T09:00:00"


def test_answers_that_were_not_shown_are_shown_first():
    release = planned_in("UTC", datetime(2031, 3, 6, 9))
    response = confirm(desk(people.ana()), f"{url('move', release)}?days=1", date="2031-03-20")
    assert response.status_code == 200
    assert "Thu 20 Mar 2031 09:00 UTC" in text(response)
    assert stage.fresh(release).wall == "2031-03-06T09:00:00"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"date": "soon"}, "Enter a valid date"),
        ({"time": ""}, "This field is required"),
        ({"zone": "Mars/Olympus"}, "There is no time zone"),
        ({"date": "9999-12-31"}, "out of reach"),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_is_lost(typed, words):
    release = planned_in("UTC", datetime(2031, 3, 6, 9))
    data = {"date": "2031-03-09", "time": "10:00:00", "zone": "UTC", "reason": "Kept", **typed}
    response = desk(people.ana()).post(url("move", release), data)
    assert response.status_code == 422
    assert words in text(response)
    assert 'value="Kept"' in text(response)


@pytest.mark.parametrize("query", ["days=x", "days=99999999999999", "days=-99999999", "date=&time=&zone="])
def test_an_address_that_asks_for_nonsense_shows_a_page(query):
    release = planned_in("UTC", datetime(2031, 3, 6, 9))
    assert desk(people.ana()).get(f"{url('move', release)}?{query}").status_code == 200


def test_two_trade_places_by_a_drag_or_by_the_form():
    season, releases = stage.filled(weeks=2)
    client = desk(people.ana())
    response = confirm(client, f"{url('swap', releases[0])}?with={releases[1].pk}")
    assert response.status_code == 302
    assert [row.split()[0] for row in stage.walls(season)] == ["2", "1"]


def test_an_open_slot_is_filled_from_the_reserve_and_from_elsewhere():
    season = stage.season(weeks=2)
    one, two = stage.slots(season)
    spare = subjects.make_episode(series=season.series)
    subjects.approved(spare)
    client = desk(people.ana())
    page = client.get(url("reserve", subject_of(spare)))
    assert "In reserve" in text(page)
    chosen = client.get(f"{url('reserve', subject_of(spare))}?slot={one.pk}")
    assert confirm(client, chosen.url).status_code == 302
    alone = subjects.planned(subjects.make_episode(series=season.series, complete=False))
    assert confirm(client, f"{url('seat', two)}?release={alone.pk}").status_code == 302
    assert [row.split()[0] for row in stage.walls(season)] == ["1", "2"]


def test_a_reserve_is_pulled_forward_into_a_place_that_is_taken():
    season, _releases = stage.filled(weeks=2)
    spare = subjects.make_episode(series=season.series)
    subjects.approved(spare)
    client = desk(people.ana())
    slot = stage.slots(season)[0]
    chosen = client.get(f"{url('reserve', subject_of(spare))}?slot={slot.pk}")
    assert chosen.url.startswith(url("pull", slot))
    assert "3 things move" in text(client.get(chosen.url))
    assert confirm(client, chosen.url).status_code == 302
    assert [row.split()[0] for row in stage.walls(season)] == ["3", "1", "2"]


def test_E12_a_release_of_what_was_never_public_can_be_called_off_from_its_entry():
    release = subjects.scheduled(subjects.make_episode())
    page = text(desk(people.ana()).get(url("release", release)))
    assert reverse("admin:series_release_change", args=[release.pk]) in page
    scheduling.cancel(release_id=release.pk, by=people.ana())
    page = text(desk(people.ana()).get(url("release", release)))
    assert "It does not move any more." in page


def test_undo_stands_on_the_calendar_for_the_one_who_did_it():
    release = planned_in("UTC", datetime(2031, 3, 6, 9))
    ana = desk(people.ana())
    confirm(ana, f"{url('move', release)}?days=1")
    change = ScheduleChange.objects.get()
    assert url("undo", change) in text(ana.get("/admin/calendar/"))
    assert url("undo", change) not in text(desk(people.chi()).get("/admin/calendar/"))
    response = ana.post(url("undo", change), {"back": "view=agenda"})
    assert response.url == "/admin/calendar/?view=agenda"
    assert said(ana, response)[0].startswith("Undone: ")
    assert stage.fresh(release).wall == "2031-03-06T09:00:00"
    assert "This is undone already." in said(ana, ana.post(url("undo", change)))[0]
    assert ana.get(url("undo", change)).status_code == 405


# -- who may --------------------------------------------------------------------------------------------------------

CAST = {"ben": "Producer", "ana": "Editor", "chi": "Chief editor", "dov": "Auditor", "eli": "Operator"}


def test_the_auditor_and_the_producer_see_everything_and_move_nothing():
    season, releases = stage.filled(weeks=2, empty=1)
    slot = stage.slots(season)[1]
    spare = subjects.make_episode(series=season.series)
    subjects.approved(spare)
    change = ScheduleChange.objects.create(person=people.dov(), act="move", sentence="x", before={}, after={})
    before = stage.walls(season)
    acts = [
        f"{url('move', releases[0])}?days=1",
        f"{url('swap', releases[0])}?with={releases[0].pk}",
        f"{url('seat', slot)}?episode={subject_of(spare).pk}",
        f"{url('pull', slot)}?episode={subject_of(spare).pk}",
    ]
    for name in CAST:
        client = desk(people.person(name))
        allowed = name in {"ana", "chi"}
        for address in acts:
            assert client.get(address).status_code == (200 if allowed else 403), (name, address)
            if not allowed:
                assert client.post(address, {"date": "2031-01-01"}).status_code == 403
        if not allowed:
            assert client.post(url("undo", change)).status_code == 403
        assert client.get(url("release", releases[0])).status_code == 200
        looks = {"slot": slot, "reserve": subject_of(spare)}
        for page, thing in looks.items():
            assert client.get(url(page, thing)).status_code == (403 if name == "eli" else 200)
    assert stage.walls(season) == before


def test_a_withdrawal_is_moved_by_those_who_may_withdraw():
    subjects.make_site()
    thing = subjects.published(subjects.make_episode()).items.get(role="main").subject
    release = scheduling.withdraw(
        subject=thing, by=people.chi(), notice="Gone.", wall=subjects.wall_in(9000)
    ).release
    other = planned_in("UTC", datetime(2031, 3, 6, 9))
    ana = desk(people.ana())
    assert ana.get(f"{url('move', release)}?days=1").status_code == 403
    assert ana.get(f"{url('swap', other)}?with={release.pk}").status_code == 403
    assert ana.get(url("release", release)).context["move"] is None
    assert desk(people.chi()).get(f"{url('move', release)}?days=1").status_code == 200


def test_a_stranger_is_sent_to_sign_in():
    from django.test import Client

    release = planned_in("UTC", datetime(2031, 3, 6, 9))
    for address in (url("move", release), url("release", release), "/admin/calendar/"):
        assert Client().get(address).status_code == 302


def test_what_is_not_there_is_not_found():
    client = desk(people.chi())
    for name in ("release", "slot", "reserve", "move", "swap", "seat", "pull"):
        assert client.get(reverse(f"desk-calendar-{name}", args=[987654])).status_code == 404


def test_the_release_of_a_slot_stands_for_it():
    season, releases = stage.filled(weeks=1)
    response = desk(people.ana()).get(url("slot", stage.slots(season)[0]))
    assert response.url.startswith(url("release", releases[0]))
