"""Today: what is wrong, what is next, what waits for whom, what went out, and how the machine is."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from series import reviews
from series.admin.home import countdown, ground, strip, went_out
from series.health import signs
from series.health.machine import Machine, machine
from series.models import Effect, ImpactFigure, Mark, Notice, NoticeMail, Page, Release, Season, Sign, Slot
from series.models.subject import subject_of
from series.publishing.due import database_now
from sparks.embedded import redis_server
from tests.factories import live, people, subjects
from tests.series.admin.pages import desk
from tests.series.calendar import stage

pytestmark = pytest.mark.django_db
HOUR = 3600


def home(person) -> str:
    response = desk(person).get(reverse("admin:index"))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def today(person) -> dict:
    return desk(person).get(reverse("admin:index")).context["today"]


# -- each role ------------------------------------------------------------------------------------------------


def test_an_empty_desk_says_what_will_stand_there():
    page = home(people.ana())
    for words in [
        "Nothing is planned.",
        "Nothing waits for a second pair of eyes.",
        "Nothing has gone out yet.",
    ]:
        assert words in page


@pytest.mark.parametrize("name", ["ana", "ben", "chi", "dov"])
def test_who_looks_after_content_sees_every_part(name):
    subjects.planned(subjects.make_episode(complete=False), seconds=HOUR)
    found = today(people.person(name))
    assert {"alarms", "coming", "out", "reviews", "stuck", "machine"} <= found.keys()


def test_the_operator_sees_releases_and_the_machine_and_no_way_into_content():
    episode = subjects.make_episode(complete=False)
    reviews.submit(subjects=[subject_of(episode)], by=people.ben())
    subjects.planned(episode, seconds=HOUR)
    page = home(people.eli())
    assert "At risk" in page
    assert reverse("admin:series_episode_change", args=[episode.pk]) not in page
    assert "/admin/series/review/" not in page
    assert "no backup is known" in page


def test_who_has_no_role_is_told_so_and_an_administrator_sees_all():
    assert "You have no role at the desk yet." in home(people.person("new", role=None))
    root = people.person("root", role=None)
    root.is_superuser = True
    root.save()
    assert {"alarms", "coming", "out", "reviews", "machine"} <= today(root).keys()


def test_the_auditor_is_asked_for_nothing():
    reviews.submit(subjects=[subject_of(subjects.make_episode(complete=False))], by=people.ben())
    page = home(people.dov())
    assert "yours to decide" not in page
    assert "In review" in page


# -- alarms ---------------------------------------------------------------------------------------------------


def test_A11_held_overdue_and_passed_stand_first_with_the_reason_and_what_to_do():
    held = subjects.scheduled(subjects.make_episode(title="Held one"))
    Release.objects.filter(pk=held.pk).update(state="held", hold_reason="The film is missing.")
    subjects.due(subjects.make_episode(title="Late one"), seconds_ago=31)
    passed = subjects.planned(subjects.make_episode(complete=False, title="Passed one"))
    Release.objects.filter(pk=passed.pk).update(instant=timezone.now().replace(microsecond=0))
    page = home(people.ana())
    for words in [
        *("Held one", "The film is missing.", "Mend it, then schedule it again"),
        *("Overdue", "Late one", "waits for a worker"),
        *("Passed", "Passed one", "never scheduled", "Move it to a later time"),
    ]:
        assert words in page
    assert page.index("Needs somebody now") < page.index('id="today-next"')


def test_a_sealed_database_says_so_first(settings):
    settings.ENVIRONMENT_ID = "staging"
    page = home(people.ana())
    assert page.index("Sealed.") < page.index('id="today-next"')


# -- next -----------------------------------------------------------------------------------------------------


def test_A14_the_next_releases_show_every_clock_and_what_is_missing_with_where_to_mend_it():
    ana = people.ana()
    ana.zone = "Asia/Tokyo"
    ana.save()
    episode = subjects.make_episode(complete=False)
    subjects.approved(episode)
    subjects.planned(episode, seconds=73 * HOUR)
    Release.objects.update(zone="America/New_York")
    page = home(ana)
    assert "JST" in page
    assert "your time" in page
    assert "UTC" in page
    assert "EST" in page or "EDT" in page
    assert "in 3 days" in page
    assert "missing" in page
    assert f"/admin/series/episode/{episode.pk}/change/#id_video_file" in page
    assert "At risk" not in page


def test_A20_within_72_hours_it_is_marked_by_a_word_and_a_shape():
    subjects.planned(subjects.make_episode(complete=False), seconds=71 * HOUR)
    page = home(people.ana())
    assert "▲</span> At risk" in page
    assert today(people.ana())["coming"][0].at_risk


def test_what_is_whole_is_calm():
    subjects.scheduled(subjects.make_episode(), seconds=HOUR)
    [one] = today(people.ana())["coming"]
    assert (one.missing, one.at_risk) == ([], False)
    assert "All there." in home(people.ana())


def test_an_approval_leads_to_its_review_and_a_plan_to_scheduling():
    episode = subjects.make_episode()
    review = reviews.submit(subjects=[subject_of(episode)], by=people.ben())
    release = subjects.planned(episode, seconds=HOUR)
    [one] = today(people.ana())["coming"]
    assert reverse("admin:series_review_change", args=[review.pk]) in {point.url for point in one.missing}
    reviews.approve(review_id=review.pk, by=people.ana())
    [one] = today(people.ana())["coming"]
    assert [point.url for point in one.missing] == [
        reverse("admin:series_release_act", args=[release.pk, "schedule"])
    ]
    # Who may not schedule is not sent where it says no; the release itself is the heading's link.
    assert today(people.ben())["coming"][0].missing[0].url == ""


def test_the_season_under_way_shows_each_slot():
    episode = subjects.make_episode(complete=False)
    release = subjects.planned(episode)
    season = Season.objects.create(series=episode.series)
    for number in range(1, 4):
        at = release.instant + timedelta(weeks=number - 1)
        wall = at.replace(tzinfo=None).isoformat()
        Slot.objects.create(season=season, position=number, wall=wall, zone="UTC", instant=at)
    Release.objects.filter(pk=release.pk).update(slot=season.slots.first())
    shown = today(people.ana())["season"]
    assert [frame.look for frame in shown.frames] == ["planned", "empty", "empty"]
    assert "0 of 3 are out" in home(people.ana())


def test_a_plan_that_is_whole_is_scheduled_from_here_by_who_may():
    episode = subjects.make_episode()
    subjects.approved(episode)
    release = subjects.planned(episode, seconds=100 * HOUR)
    way = reverse("admin:series_release_act", args=[release.pk, "schedule"])
    assert way in home(people.ana())
    for person in (people.ben(), people.dov(), people.eli()):
        assert way not in home(person)
    Release.objects.filter(pk=release.pk).update(kind="withdraw")
    assert way not in home(people.ana())
    assert way in home(people.chi())


def test_a_season_whose_slots_are_empty_leads_to_the_first_of_them():
    season = stage.season(weeks=2)
    way = reverse("desk-calendar-slot", args=[stage.slots(season)[0].pk])
    page = home(people.ana())
    assert "Put an episode into slot 1" in page
    assert way in page
    for person in (people.ben(), people.dov(), people.eli()):
        page = home(person)
        assert "0 of 2 are out" in page
        assert way not in page


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "due now"),
        (-5, "due now"),
        (52, "in 52 s"),
        (13 * 60, "in 13 min"),
        (4 * 3600 + 13 * 60, "in 4 h 13 min"),
        (2 * 86400 + 4 * 3600, "in 2 days 4 h"),
        (30 * 86400, "in 30 days"),
    ],
)
def test_the_wait_is_said_in_two_parts(seconds, words):
    now = timezone.now()
    assert countdown.until(now + timedelta(seconds=seconds), at=now) == words


# -- waits for me ---------------------------------------------------------------------------------------------


def test_only_what_others_wrote_is_mine_to_decide():
    mine, theirs = subjects.make_episode(complete=False), subjects.make_episode(complete=False)
    reviews.submit(subjects=[subject_of(mine)], by=people.ana())
    reviews.submit(subjects=[subject_of(theirs)], by=people.ben())
    page = home(people.ana())
    assert page.count("yours to decide") == 1
    [one] = today(people.ana())["reviews"]
    assert str(theirs) in one["what"]


def test_what_was_sent_back_to_me_stands_there_until_i_send_it_again():
    episode = subjects.make_episode(complete=False)
    review = reviews.submit(subjects=[subject_of(episode)], by=people.ben())
    reviews.ask_changes(review_id=review.pk, by=people.ana(), note="Shorter, please.")
    assert "Shorter, please." in home(people.ben())
    assert "Sent back to you" not in home(people.ana())
    reviews.submit(subjects=[subject_of(episode)], by=people.ben())
    assert "Sent back to you" not in home(people.ben())


def test_a_public_number_older_than_a_year_is_told_to_who_keeps_it_up():
    day = database_now().date()
    old = subjects.make_figure(label="bars of soap sold", as_of=day - timedelta(days=300))
    subjects.published(old)
    subjects.make_figure(label="never public", as_of=day - timedelta(days=500))
    assert "Numbers older than a year" not in home(people.ana())
    ImpactFigure.objects.filter(pk=old.pk).update(as_of=day - timedelta(days=400))
    page = home(people.ana())
    assert f"/admin/series/impactfigure/{old.pk}/change/#id_as_of" in page
    assert "bars of soap sold" in page
    assert "never public" not in page
    assert "Numbers older than a year" not in home(people.chi())


def test_unread_notices_stand_there_and_lead_on():
    Notice.objects.create(
        person=people.ana(), topic="review", sentence="Look at it.", path="/admin/", key="k"
    )
    page = home(people.ana())
    assert "Look at it." in page
    assert "1 unread" in page
    assert "Look at it." not in home(people.ben())


# -- what went out --------------------------------------------------------------------------------------------


def test_lateness_is_told_to_the_millisecond_in_list_chart_and_table():
    subject = live.make_live_episode(title="The soap")
    release = subject.live.release
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE series_release SET published_at = instant + interval '43 milliseconds' WHERE id = %s",
            [release.pk],
        )
    page = home(people.ana())
    assert "+0.043 s" in page
    assert page.count("+0.043 s") >= 3
    assert 'role="img"' in page
    assert "Late by" in page


def test_lateness_is_said_in_what_it_is():
    assert [went_out.said(seconds) for seconds in (0.0434, 1.5, 75.2, 7500)] == [
        "+0.043 s",
        "+1.500 s",
        "+1 min 15.200 s",
        "+2 h 5 min",
    ]


def test_the_strip_marks_what_was_late_by_a_shape_and_is_bounded():
    drawn = strip.chart([0.0, 0.04, 5.0, 10**9], median="+0.040 s", worst="+5.000 s")
    assert drawn.count('class="tick"') == 4
    assert drawn.count('class="late"') == 2
    assert "half of them at most +0.040 s" in drawn
    assert "nan" not in drawn
    assert "-" not in drawn.split('class="tick" d="M')[1].split('"')[0]


# -- what did not get through, and the machine ----------------------------------------------------------------


def test_effects_and_mails_that_did_not_get_through_stand_there_for_a_fortnight():
    release = subjects.planned(subjects.make_episode(complete=False))
    Effect.objects.create(
        release=release, kind="webhook", target="https://a.example/", state="parked", error="410"
    )
    NoticeMail.objects.create(person=people.ben(), key="m", state="uncertain", error="The line went dead.")
    page = home(people.eli())
    for words in ["https://a.example/", "410", "notices mailed to Ben", "The line went dead."]:
        assert words in page
    Effect.objects.update(created_at=Now() - timedelta(days=15))
    assert "https://a.example/" not in home(people.eli())


def test_Q2_a_machine_that_is_well_is_one_calm_line(tmp_path_factory, settings):
    server = redis_server.start(tmp_path_factory.mktemp("redis"))
    try:
        settings.REDIS_URL = server.url
        from series.health import canary

        canary.sing()
        signs.leave(signs.WATCHER)
        signs.leave(signs.WATCHER)
        signs.leave(signs.BACKUP)
        found = machine()
        assert found.redis
        assert 0 <= found.tick_age < 5
        assert found.watched
        assert ground.alarms(found) == []
        assert all(line.ok for line in ground.lines(found))
        with canary.queue() as client:
            client.lpush("media", "a", "b")
            client.delete(canary.KEY)
        silent = machine()
        assert silent.tick_age is None
        assert "queues: media 2" in [line.words for line in ground.lines(silent)]
        assert "No worker has taken a tick for 45 s" in ground.alarms(silent)[0]
        assert "No worker has taken a tick for 45 s" in home(people.eli())
    finally:
        server.stop()
    assert Sign.objects.count() == 2


@pytest.mark.parametrize("address", ["redis://127.0.0.1:9/0", "redis://192.0.2.1:6379/0"])
def test_T9_a_redis_that_is_gone_or_silent_costs_no_wait(settings, address):
    settings.REDIS_URL = address
    begun = time.monotonic()
    found = machine()
    assert time.monotonic() - begun < 5
    assert not found.redis
    assert "Redis does not answer" in home(people.eli())


def test_pages_that_wait_are_counted_with_their_age():
    Mark.objects.all().delete()
    page = Page.objects.create(path="/somewhere/", kind="legal", state="up")
    for _ in range(3):
        Mark.objects.create(page=page, rank=1, why="x", created_at=Now() - timedelta(seconds=61))
    found = machine()
    assert found.dirty_pages == 1
    line = ground.lines(found)[2]
    assert (line.ok, line.words) == (False, "1 page has waited for 1 min to be baked")


def test_a_watcher_that_fell_silent_is_seen():
    now = timezone.now()
    found = Machine(now, True, 1.0, watcher=now - timedelta(minutes=5), backup=now - timedelta(days=2))
    assert [line.ok for line in ground.lines(found)] == [True, True, True, False, False]
    assert ground.lines(found)[4].words == "last backup 2 days ago"


def test_O8_shortly_before_a_release_the_home_asks_for_no_deploy():
    subjects.scheduled(subjects.make_episode(), seconds=9 * 60)
    assert "no deploy and no migration now" in home(people.eli())
    Release.objects.update(instant=(database_now() + timedelta(minutes=11)).replace(microsecond=0))
    assert "no deploy and no migration now" not in home(people.eli())


# -- cost -----------------------------------------------------------------------------------------------------


def one_of_everything(number: int) -> None:
    author = people.person(f"author{number}", role="Producer")
    episode = subjects.make_episode(complete=False, causes=(subjects.make_cause(),))
    reviews.submit(subjects=[subject_of(episode)], by=author)
    release = subjects.planned(episode, seconds=HOUR * (number + 1))
    season = Season.objects.create(series=episode.series)
    slot = Slot.objects.create(
        season=season, position=1, wall=release.wall, zone="UTC", instant=release.instant
    )
    Release.objects.filter(pk=release.pk).update(slot=slot)
    teaser = subjects.make_teaser(subjects.make_episode(complete=False))
    subjects.planned(teaser, seconds=HOUR * (number + 1))
    held = subjects.planned(subjects.make_episode(complete=False), seconds=HOUR)
    Release.objects.filter(pk=held.pk).update(
        instant=(database_now() - timedelta(hours=1)).replace(microsecond=0)
    )
    back = reviews.submit(subjects=[subject_of(subjects.make_creator())], by=people.ana())
    reviews.ask_changes(review_id=back.pk, by=people.chi(), note="Again.")
    Effect.objects.create(release=release, kind="notice", target="desk", state="parked")
    NoticeMail.objects.create(person=people.ben(), key=f"m{number}", state="parked")
    Notice.objects.create(
        person=people.ana(), topic="review", sentence="Look.", path="/admin/", key=f"k{number}"
    )
    live.make_live_episode(number=number + 1)


def test_the_home_costs_the_same_for_one_and_for_thirty_of_everything_and_at_most_30_queries():
    client = desk(people.ana())

    def cost() -> int:
        client.get(reverse("admin:index"))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("admin:index")).status_code == 200
        return len(captured)

    one_of_everything(0)
    before = cost()
    for number in range(1, 30):
        one_of_everything(number)
    assert cost() == before
    assert before <= 30
