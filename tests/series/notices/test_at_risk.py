"""Who must act hears that a slot is near and something is missing: once for each set of missing things."""

from datetime import UTC, timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from series import reviews, scheduling
from series.models import EpisodeCaption, Notice, Release
from series.models.notice import Topic
from series.models.subject import subject_of
from series.notices import at_risk as notices
from series.notices import notify
from series.publishing.due import database_now
from tests.factories import people, subjects

pytestmark = pytest.mark.django_db
HOUR = 3600


def at_risk() -> QuerySet[Notice]:
    return Notice.objects.filter(topic=Topic.AT_RISK)


def told() -> list[str]:
    rows = at_risk().filter(read_at=None)
    return sorted(rows.values_list("person__username", flat=True))


def test_who_wrote_who_planned_and_the_chief_editors_are_told_once():
    people.chi(), people.dov(), people.eli()
    episode = subjects.make_episode(complete=False)
    subjects.approved(episode, author=people.ben())
    release = subjects.planned(episode, seconds=HOUR)
    assert notices.tell() == 1
    assert told() == ["ana", "ben", "chi"]
    notice = at_risk().get(person=people.ben())
    assert notice.path == f"/admin/series/release/{release.pk}/change/"
    assert "There is no film. Upload the cut." in notice.sentence
    assert "UTC" in notice.sentence
    assert notices.tell() == 0
    assert at_risk().count() == 3


def test_who_may_decide_is_told_when_an_approval_is_missing_and_authors_are_not_asked_to_decide():
    deputy, chi = people.person("deputy", role="Editor"), people.chi()
    episode = subjects.make_episode()
    reviews.submit(subjects=[subject_of(episode)], by=people.ben())
    subjects.planned(episode, seconds=HOUR)
    notices.tell()
    assert told() == ["ana", "ben", "chi", "deputy"]
    Notice.objects.all().delete()
    # Ready, and nobody has scheduled it: those who may are told.
    reviews.approve(review_id=subject_of(episode).revisions.get().review_id, by=chi)
    assert notices.tell() == 1
    assert deputy.username in told()
    assert "Schedule it." in at_risk().get(person=deputy).sentence


def test_it_is_told_again_when_what_is_missing_changes_and_the_older_notice_is_read():
    episode = subjects.make_episode(complete=False)
    subjects.approved(episode)
    subjects.planned(episode, seconds=HOUR)
    notices.tell()
    first = at_risk().get(person=people.ben())
    EpisodeCaption.objects.create(episode=episode, language="en", asset=subjects.captions())
    subjects.approved(episode)
    assert notices.tell() == 1
    second = at_risk().filter(person=people.ben()).exclude(pk=first.pk).get()
    first.refresh_from_db()
    assert (first.read_at is not None, second.read_at) == (True, None)
    assert "Captions" in first.sentence
    assert "Captions" not in second.sentence


def test_what_is_no_danger_any_more_is_read_and_other_notices_are_left():
    release = subjects.planned(subjects.make_episode(complete=False), seconds=HOUR)
    notices.tell()
    notify(to=[people.ana()], topic=Topic.REVIEW, sentence="Look.", path="/admin/", key="other")
    scheduling.cancel(release_id=release.pk, by=people.ana())
    notices.tell()
    assert list(Notice.objects.filter(read_at=None).values_list("sentence", flat=True)) == ["Look."]


def test_a_release_moved_to_another_week_is_another_danger():
    release = subjects.planned(subjects.make_episode(complete=False), seconds=HOUR)
    notices.tell()
    Release.objects.filter(pk=release.pk).update(
        instant=(timezone.now() + timedelta(hours=49)).replace(microsecond=0)
    )
    assert notices.tell() == 1


def test_who_left_is_not_told():
    subjects.planned(subjects.make_episode(complete=False), seconds=HOUR)
    person = people.ana()
    person.is_active = False
    person.save()
    notices.tell()
    assert told() == []


def test_the_instant_is_told_in_the_zone_of_the_release():
    episode = subjects.make_episode(complete=False)
    at = (database_now() + timedelta(hours=5)).astimezone(UTC).replace(microsecond=0, tzinfo=None)
    scheduling.plan(subject=subject_of(episode), wall=at, zone="UTC", by=people.ana())
    Release.objects.update(zone="Asia/Tokyo")
    notices.tell()
    assert "JST" in at_risk().first().sentence
