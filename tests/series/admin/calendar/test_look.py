"""Looking at the calendar: what stands where, told apart in words, in whose zone; and what it costs."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from series import scheduling
from series.calendar import entries, reading, reserve
from series.calendar.entries import Kind
from series.models import Release, ReleaseItem, Slot
from series.publishing.due import database_now
from sparks.accounts.models import User
from tests.factories import people, subjects
from tests.series.admin.pages import desk
from tests.series.calendar import stage

pytestmark = pytest.mark.django_db
URL = "/admin/calendar/"


def read(client, query: str = "") -> str:
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def at(release: Release) -> str:
    return f"at={release.instant:%Y-%m-%d}"


def test_A1_everything_that_goes_live_or_comes_down_stands_on_it_each_with_its_word():
    subjects.make_site()
    live = subjects.published(subjects.make_episode(title="Out already"))
    held = subjects.due(subjects.make_episode(title="Held back"))
    Release.objects.filter(pk=held.pk).update(state="held", hold_reason="The film is missing.")
    subjects.planned(subjects.make_episode(complete=False, title="In pencil"), seconds=60)
    subjects.scheduled(subjects.make_episode(title="In ink"), seconds=60)
    thing = live.items.get(role="main").subject
    scheduling.withdraw(subject=thing, by=people.chi(), notice="Gone.", wall=subjects.wall_in(60))
    cancelled = subjects.planned(subjects.make_episode(complete=False, title="Called off"), seconds=60)
    scheduling.cancel(release_id=cancelled.pk, by=people.ana())
    creator = subjects.make_creator(name="Nadia Example", consent=False)
    subjects.make_consent(creator, valid_until=database_now().date())
    page = read(
        desk(people.chi()), "view=agenda&at=" + (database_now() - timedelta(days=1)).date().isoformat()
    )
    for word, title in [
        ("live", "Out already"),
        ("held", "Held back"),
        ("planned", "In pencil"),
        ("scheduled", "In ink"),
        ("scheduled", "Withdraw: 1. Out already"),
        ("consent ends", "Nadia Example"),
    ]:
        found = re.search(
            rf'<span class="cal-state">{word}</span></span> <span class="cal-title"><bdi>[^<]*{title}', page
        )
        assert found, (word, title)
    assert "The film is missing." in page
    assert "Called off" not in page
    assert "Called off" in read(desk(people.chi()), "view=week&states=cancelled")


def test_open_slots_and_those_to_decide_stand_on_it_and_filled_ones_do_not():
    season, _releases = stage.filled(weeks=3, empty=1)
    last = stage.slots(season)[-1]
    page = read(desk(people.ana()), f"view=agenda&at={stage.first_day()}")
    assert page.count("cal-entry cal-planned") == 2
    assert page.count("cal-entry cal-open") == 1
    Slot.objects.filter(pk=last.pk).update(instant=None, state="decide")
    page = read(desk(people.ana()), f"view=agenda&at={stage.first_day()}")
    assert page.count("cal-entry cal-decide") == 1
    assert "to decide" in page


@pytest.mark.parametrize("view", ["month", "week", "agenda", "day"])
def test_each_view_works_with_nothing_and_with_something_at_its_own_address(view):
    client = desk(people.ana())
    assert "0 entries." in read(client, f"view={view}")
    release = subjects.planned(subjects.make_episode(complete=False, title="One film"), seconds=90_000)
    assert "One film" in read(client, f"view={view}&{at(release)}")
    assert "One film" not in read(client, f"view={view}&at=2031-01-01")


@pytest.mark.parametrize(
    "query",
    [
        "view=century",
        "at=yesterday",
        "at=2026-02-30",
        "at=0001-01-01",
        "at=9999-12-31&view=week",
        "series=1,x,99999999999999999999&states=planned,ghost&zone=mars",
        "view=%00&at=%00",
        "states=%F0%9F%92%A5",
    ],
)
def test_an_address_that_nobody_can_read_shows_the_usual(query):
    assert "entries." in read(desk(people.ana()), query)


def test_what_could_not_be_read_is_said():
    page = read(desk(people.ana()), "view=century&at=yesterday")
    assert "There is no view “century”" in page
    assert "“yesterday” is no date" in page


def test_A14_the_grid_names_its_zone_and_each_entry_its_series_where_it_differs():
    ana = people.ana()
    User.objects.filter(pk=ana.pk).update(zone="Asia/Tokyo")
    series = subjects.make_series(zone="America/New_York")
    episode = subjects.make_episode(series=series, complete=False, title="Late film")
    wall = datetime(2031, 3, 6, 21, 0)
    scheduling.plan(subject=stage.subject_of(episode), wall=wall, zone="America/New_York", by=ana)
    client = desk(ana)
    mine = read(client, "view=agenda&at=2031-03-07")
    assert "All times in Asia/Tokyo." in mine
    assert '<span class="cal-clock">11:00</span>' in mine
    assert "Thu 21:00 America/New York" in mine
    theirs = read(client, "view=agenda&at=2031-03-06&zone=series")
    assert "All times in America/New_York." in theirs
    assert '<span class="cal-clock">21:00</span>' in theirs
    assert "cal-wall" not in theirs
    utc = read(client, "view=day&at=2031-03-07&zone=utc")
    assert '<span class="cal-clock">02:00</span>' in utc


def test_with_series_of_two_zones_each_stands_on_its_own_day():
    ana = people.ana()
    for zone, title in (("Pacific/Auckland", "South"), ("America/Los_Angeles", "West")):
        episode = subjects.make_episode(series=subjects.make_series(zone=zone), complete=False, title=title)
        scheduling.plan(subject=stage.subject_of(episode), wall=datetime(2031, 3, 6, 9), zone=zone, by=ana)
    page = read(desk(ana), "view=day&at=2031-03-06&zone=series")
    assert "Each time in its own series' zone" in page
    assert "South" in page
    assert "West" in page
    assert page.count('<span class="cal-clock">09:00</span>') == 2


def test_it_can_be_narrowed_to_series_and_states():
    one, other = (subjects.make_series() for _ in range(2))
    release = subjects.planned(subjects.make_episode(series=one, complete=False, title="Mine"), seconds=60)
    subjects.planned(subjects.make_episode(series=other, complete=False, title="Other"), seconds=60)
    client = desk(people.ana())
    page = read(client, f"view=agenda&{at(release)}&series={one.pk}")
    assert "Mine" in page
    assert "Other" not in page
    assert "Mine" not in read(client, f"view=agenda&{at(release)}&states=scheduled&states=held")
    assert "Mine" in read(
        client, f"view=agenda&{at(release)}&states=planned&series={one.pk}&series={other.pk}"
    )


def test_what_is_near_and_not_ready_is_marked_and_what_is_far_is_not():
    near = subjects.planned(subjects.make_episode(complete=False, title="Near"), seconds=3600 * 71)
    far = subjects.planned(subjects.make_episode(complete=False, title="Far"), seconds=3600 * 74)
    ready = subjects.scheduled(subjects.make_episode(title="Ready"), seconds=3600 * 71)
    found = entries_at_risk()
    assert set(found) == {near.pk}
    assert "Nothing of it is approved yet" in found[near.pk][0]
    page = read(desk(people.ana()), "view=agenda")
    assert page.count("not ready</span>") == 1
    assert far.pk not in found
    assert ready.pk not in found


def entries_at_risk():
    from series.calendar import danger

    now = database_now()
    return danger.missing(now=now, until=now + timedelta(days=30))


def test_a_consent_that_ends_before_a_near_instant_is_a_danger_in_the_words_of_the_check():
    creator = subjects.make_creator(consent=False)
    until = database_now().date()
    consent = subjects.make_consent(creator, valid_until=until + timedelta(days=9))
    release = subjects.scheduled(subjects.make_episode(creator=creator), seconds=3600 * 60)
    type(consent).objects.filter(pk=consent.pk).update(valid_until=until)
    [sentence] = entries_at_risk()[release.pk]
    assert "has no consent that is valid on" in sentence


def test_a_consent_that_another_one_goes_on_from_does_not_end():
    creator = subjects.make_creator(consent=False)
    today = database_now().date()
    subjects.make_consent(creator, valid_until=today)
    assert len(reading.ending(first=today, last=today, series=())) == 1
    subjects.make_consent(creator, valid_from=today + timedelta(days=1))
    assert reading.ending(first=today, last=today, series=()) == []


def test_approved_episodes_without_a_release_wait_in_the_reserve():
    subjects.make_site()
    episode = subjects.make_episode(title="Spare")
    subjects.approved(episode)
    subjects.make_episode(series=episode.series, complete=False, title="Draft")
    subjects.scheduled(subjects.make_episode(title="Taken"))
    subjects.published(subjects.make_episode(title="Out"))
    rows, more = reserve.waiting(series=[], most=10)
    assert [str(row.thing) for row in rows] == [str(episode)]
    assert not more
    assert "Spare" in read(desk(people.ana()))


def test_the_phone_has_the_agenda_by_itself_and_every_other_the_month():
    client = desk(people.ana())
    phone = client.get(URL, headers={"Sec-CH-UA-Mobile": "?1"})
    assert phone.context["query"].view == "agenda"
    assert (
        client.get(URL, headers={"User-Agent": "Mozilla/5.0 (iPhone) Mobile/15E148"}).context["query"].view
        == "agenda"
    )
    assert client.get(URL).context["query"].view == "month"
    assert (
        client.get(URL + "?view=month", headers={"Sec-CH-UA-Mobile": "?1"}).context["query"].view == "month"
    )


def test_the_week_begins_as_the_persons_language_has_it():
    client = desk(people.ana())
    first = {}
    for language in ("en", "es", "ar"):
        with translation.override(language):
            response = client.get(URL + "?view=week&at=2026-11-26", headers={"Accept-Language": language})
        first[language] = response.context["span"].first.isoformat()
    assert first == {"en": "2026-11-22", "es": "2026-11-23", "ar": "2026-11-22"}


@pytest.mark.parametrize(
    ("name", "status"), [("ben", 200), ("ana", 200), ("chi", 200), ("dov", 200), ("eli", 200)]
)
def test_who_may_see_releases_may_look(name, status):
    subjects.planned(subjects.make_episode(complete=False), seconds=60)
    page = desk(people.person(name)).get(URL + "?view=week")
    assert page.status_code == status
    moves = b"data-move" in page.content
    assert moves == (name in {"ana", "chi"})
    assert (b"In reserve" in page.content) == (name != "eli")


def test_who_may_not_is_refused_and_has_no_entry_in_the_menu():
    nobody = people.person("newcomer")
    client = desk(nobody)
    assert client.get(URL).status_code == 403
    assert URL not in client.get(reverse("admin:index")).content.decode()
    assert URL in desk(people.ana()).get(reverse("admin:index")).content.decode()
    assert client.get("/admin/calendar/addresses/").status_code == 403


# -- what it costs ------------------------------------------------------------------------------------------------


def many(count: int, *, seconds: int) -> None:
    """Planned releases of films of one series, all on one day: rows alone, as an import would leave them."""
    series = subjects.make_series()
    creator = subjects.make_creator()
    start = database_now().replace(microsecond=0) + timedelta(seconds=seconds)
    for number in range(1, count + 1):
        episode = stage.Subject.objects.create(
            kind="episode",
            episode=type(
                subjects.make_episode(complete=False, series=series, creator=creator)
            ).objects.latest("pk"),
        )
        instant = start + timedelta(seconds=number)
        release = Release.objects.create(
            kind="publish", instant=instant, wall=instant.replace(tzinfo=None).isoformat(), zone="UTC"
        )
        ReleaseItem.objects.create(release=release, subject=episode)


def queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("view", ["month", "week", "agenda", "day"])
def test_it_costs_the_same_queries_with_1_30_and_500_entries_and_at_most_30(view):
    client = desk(people.ana())
    day = (database_now() + timedelta(hours=20)).date()
    url = f"{URL}?view={view}&at={day}"
    client.get(url)
    many(1, seconds=3600 * 20)
    one = queries(client, url)
    many(29, seconds=3600 * 20)
    thirty = queries(client, url)
    many(470 if view == "month" else 30, seconds=3600 * 20)
    lots = queries(client, url)
    assert one == thirty == lots
    assert lots <= 30


def test_500_entries_on_one_day_are_cut_short_and_the_day_has_them_all():
    many(30, seconds=3600 * 20)
    client = desk(people.ana())
    day = (database_now() + timedelta(hours=20)).date()
    page = read(client, f"view=month&at={day}")
    assert "+27 more" in page
    assert page.count("cal-entry cal-planned") == 3
    assert read(client, f"view=day&at={day}").count("cal-entry cal-planned") == 30


def test_the_kinds_have_a_word_and_a_drawing_each():
    page = read(desk(people.ana()))
    for kind in Kind:
        assert str(entries.LABELS[kind])
        assert f'id="mark-{kind}"' in page


def test_everything_is_called_by_the_name_it_has_elsewhere():
    from series.calendar.moves import name_of
    from series.calendar.names import names_and_runs
    from series.models.subject import SubjectKind, subject_of

    episode = subjects.make_episode(complete=False)
    teaser = subjects.make_teaser(subjects.make_episode(complete=False))
    things = [
        *(episode, teaser, subjects.make_site(), episode.series, episode.creator),
        *(subjects.make_cause(), subjects.make_legal(), subjects.make_front()),
        *(subjects.make_figure(), subjects.make_resource()),
    ]
    assert {subject_of(thing).kind for thing in things} == set(SubjectKind)
    for thing in things:
        release = subjects.planned(thing)
        names, runs = names_and_runs([release.pk])[release.pk]
        assert names == [name_of(release.items.get().subject)]
        run = {episode: episode.series, teaser: teaser.episode.series}.get(thing)
        assert runs == ([run.title] if run else [])
