"""Where releases stand, and that a slot turns red 72 hours ahead."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from creators.models import Consent
from series import readiness, reviews, scheduling
from series.models import Release
from series.models.subject import subject_of
from series.publishing.due import database_now
from series.readiness import at_risk
from series.readiness.standing import standings
from tests.factories import people, subjects

pytestmark = pytest.mark.django_db
HOUR = 3600


def risks(at: datetime | None = None) -> dict[int, list[str]]:
    found = at_risk.at_risk(at=at or database_now())
    return {standing.release.pk: [one.finding.sentence for one in points] for standing, points in found}


def test_A20_a_slot_turns_red_72_hours_ahead_and_not_before():
    near = subjects.planned(subjects.make_episode(complete=False), seconds=71 * HOUR)
    subjects.planned(subjects.make_episode(complete=False), seconds=73 * HOUR)
    assert list(risks()) == [near.pk]
    edge = database_now().replace(microsecond=0)
    Release.objects.filter(pk=near.pk).update(instant=edge + timedelta(hours=72))
    assert near.pk in risks(at=edge)
    assert near.pk not in risks(at=edge - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("wall", "zone"),
    [
        # A clock change lies between: 72 hours that pass, whatever the clocks say.
        (datetime(2031, 11, 3, 9), "America/New_York"),
        (datetime(2031, 3, 31, 9), "Europe/London"),
        (datetime(2031, 6, 5, 9), "Pacific/Kiritimati"),
        (datetime(2031, 6, 5, 9), "Asia/Kathmandu"),
    ],
)
def test_the_72_hours_are_the_same_in_every_zone(wall, zone):
    episode = subjects.make_episode(complete=False)
    release = scheduling.plan(subject=subject_of(episode), wall=wall, zone=zone, by=people.ana()).release
    assert release.pk in risks(at=release.instant - timedelta(hours=71))
    assert release.pk not in risks(at=release.instant - timedelta(hours=73))


def test_what_is_scheduled_and_whole_is_in_no_danger():
    subjects.scheduled(subjects.make_episode(), seconds=HOUR)
    assert risks() == {}


def test_a_plan_that_is_whole_is_in_danger_because_nobody_has_scheduled_it():
    episode = subjects.make_episode()
    subjects.approved(episode)
    release = subjects.planned(episode, seconds=HOUR)
    assert risks() == {release.pk: [at_risk.ONLY_PLANNED.sentence]}


def test_T19_a_film_that_is_not_encoded_yet_is_named_days_ahead():
    episode = subjects.make_episode()
    episode.video.renditions.all().delete()
    reviews.submit(subjects=[subject_of(episode)], by=people.ben())
    release = subjects.planned(episode, seconds=50 * HOUR)
    assert any("the cut is still being made ready" in sentence for sentence in risks()[release.pk])
    assert "It waits for somebody's approval." in risks()[release.pk]


def test_a_consent_that_ends_before_the_day_puts_a_scheduled_release_at_risk():
    episode = subjects.make_episode()
    release = subjects.scheduled(episode, seconds=60 * HOUR)
    Consent.objects.update(valid_until=date.today())
    [sentence] = set(risks()[release.pk])
    assert sentence.startswith("The featured creator has no consent")


def test_what_comes_along_and_is_not_approved_counts():
    episode = subjects.make_episode()
    release = subjects.planned(episode, seconds=HOUR)
    [standing] = standings([release])
    about = {point.subject.kind for point in standing.missing}
    assert about == {"episode", "series", "creator"}


def test_withdrawals_need_nothing_and_updates_need_something_public():
    episode = subjects.make_episode()
    subjects.published(episode)
    later = subjects.wall_in(HOUR)
    subject = subject_of(episode)
    scheduling.withdraw(subject=subject, by=people.chi(), notice="Asked for.", wall=later)
    episode.summary = "Another"
    episode.save()
    subjects.approved(episode)
    update = scheduling.update(subject=subject, by=people.ana(), wall=later).release
    assert risks() == {}
    subject.live.delete()
    assert risks() == {update.pk: ["It is not public, so there is nothing to update."]}


def test_standings_say_what_the_check_of_one_says():
    episode = subjects.make_episode(byline="", sources="")
    subjects.approved(episode)
    release = subjects.planned(episode)
    [standing] = standings([release])
    subject = subject_of(episode)
    plain = readiness.check(subject=subject, revision=subject.revisions.first(), day=release.instant.date())
    own = [point.finding for point in standing.points if point.subject == subject]
    assert own == plain


def test_standings_cost_the_same_for_one_and_for_thirty():
    def plan(number: int) -> Release:
        episode = subjects.make_episode(complete=False, causes=(subjects.make_cause(),))
        reviews.submit(subjects=[subject_of(episode)], by=people.ben())
        return subjects.planned(episode, seconds=HOUR * (number + 1))

    def cost() -> int:
        rows = list(Release.objects.all())
        with CaptureQueriesContext(connection) as captured:
            standings(rows)
        return len(captured)

    plan(0)
    before = cost()
    for number in range(1, 30):
        plan(number)
    assert cost() == before
    assert before <= 11


def test_a_check_that_breaks_is_a_finding_and_no_crash(monkeypatch):
    def broken(**_asked):
        raise ValueError("no")

    monkeypatch.setattr(readiness, "_CHECKS", [broken])
    episode = subjects.make_episode(complete=False)
    reviews.submit(subjects=[subject_of(episode)], by=people.ben())
    [standing] = standings([subjects.planned(episode)])
    assert "It could not be checked" in standing.missing[-1].finding.sentence
