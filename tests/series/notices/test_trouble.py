"""Held, overdue, and planned for a time that has passed: who answers for it is told, once."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from series import scheduling, tasks
from series.health import signs
from series.management.commands import publish_due
from series.models import Effect, Notice, NoticeMail, Release
from series.models.notice import Topic
from series.notices import prune, trouble
from series.publishing import holding, overdue
from series.publishing.due import database_now
from tests.factories import people, subjects
from tests.races.together import together


def told() -> QuerySet[Notice]:
    """But for those of the reviews that led there."""
    return Notice.objects.exclude(topic=Topic.REVIEW)


def notices() -> list[tuple[str, str]]:
    return sorted(told().values_list("person__username", "topic"))


@pytest.mark.django_db
def test_T19_a_held_release_is_told_at_the_desk_in_the_transaction_that_holds_it():
    people.chi()
    release = subjects.scheduled(subjects.make_episode())
    with transaction.atomic():
        holding.hold(release_id=release.pk, reason="The film is missing.")
        transaction.set_rollback(True)
    assert not told().exists()
    holding.hold(release_id=release.pk, reason="The film is missing.")
    assert notices() == [("ana", "held"), ("chi", "held")]
    notice = told().first()
    assert "The film is missing." in notice.sentence
    # The mail of it is an effect of the release: there is no second one.
    assert {notice.way for notice in told()} == {"desk"}
    assert Effect.objects.filter(kind="notice").count() == 2
    holding.hold(release_id=release.pk, reason="Again.")
    assert told().count() == 2
    scheduling.schedule(release_id=release.pk, by=people.ana())
    holding.hold(release_id=release.pk, reason="The film is missing.")
    assert told().count() == 4


@pytest.mark.django_db
def test_A11_what_missed_its_time_is_told_with_the_reason_and_once():
    people.chi()
    release = subjects.due(subjects.make_episode(), seconds_ago=31)
    assert trouble.tell_overdue() == 1
    assert trouble.tell_overdue() == 0
    assert notices() == [("ana", "held"), ("chi", "held")]
    notice = told().first()
    assert notice.sentence.startswith("Overdue: ")
    assert "waits for a worker" in notice.sentence
    assert notice.path == f"/admin/series/release/{release.pk}/change/"
    assert notice.way == "now"


@pytest.mark.django_db
def test_29_seconds_are_no_alarm_yet():
    subjects.due(subjects.make_episode(), seconds_ago=29)
    assert trouble.tell_overdue() == 0


@pytest.mark.django_db
def test_a_release_behind_another_of_its_subject_says_so():
    episode = subjects.make_episode()
    first = subjects.due(episode, seconds_ago=120)
    second = Release.objects.create(
        kind="update", instant=(database_now() - timedelta(seconds=60)).replace(microsecond=0)
    )
    second.items.create(subject=episode.subject, revision=first.items.first().revision)
    Release.objects.filter(pk=second.pk).update(state="scheduled")
    found = {release.pk: overdue.why(release) for release in overdue.overdue(at=database_now())}
    assert "waits for a worker" in found[first.pk]
    assert "An earlier release of the same subject" in found[second.pk]


@pytest.mark.django_db
def test_a_plan_whose_time_has_passed_is_told_to_who_made_it():
    release = subjects.planned(subjects.make_episode(complete=False))
    Release.objects.update(instant=(database_now() - timedelta(minutes=1)).replace(microsecond=0))
    assert trouble.tell_overdue() == 1
    assert notices() == [("ana", "at_risk")]
    Notice.objects.all().delete()
    Release.objects.update(instant=(database_now() - timedelta(days=8)).replace(microsecond=0))
    assert trouble.tell_overdue() == 0
    assert release.pk


@pytest.mark.django_db
def test_O6_a_restored_copy_tells_nobody_of_its_old_releases(settings):
    subjects.due(subjects.make_episode(), seconds_ago=31)
    subjects.planned(subjects.make_episode(complete=False))
    settings.ENVIRONMENT_ID = "staging"
    tasks.tell_trouble()
    tasks.tell_risks()
    assert not told().exists()


@pytest.mark.django_db
def test_the_watcher_leaves_a_sign_and_outlives_notices_that_fail(monkeypatch):
    def fail() -> int:
        raise ValueError("no")

    monkeypatch.setattr(trouble, "tell_overdue", fail)
    watcher = publish_due.Command()
    watcher._look_seldom()
    first = signs.seen()[signs.WATCHER]
    watcher._look_seldom()
    assert signs.seen() == {signs.WATCHER: first}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_at_once_tell_once():
    subjects.due(subjects.make_episode(), seconds_ago=31)
    subjects.planned(subjects.make_episode(complete=False))
    results = together(tasks.tell_trouble, tasks.tell_risks, tasks.tell_trouble, tasks.tell_risks)
    assert results == [None] * 4
    assert notices() == [("ana", "at_risk"), ("ana", "held")]


@pytest.mark.django_db
def test_what_was_read_half_a_year_ago_goes_and_what_is_unread_stays():
    person = people.ana()
    old, older = Now() - timedelta(days=181), Now() - timedelta(days=179)
    mail = NoticeMail.objects.create(person=person, key="m", state="done", created_at=old)
    for key, read in (("read", old), ("lately", older), ("unread", None)):
        Notice.objects.create(
            person=person, key=key, sentence="One.", path="/admin/", topic="review", read_at=read, mail=mail
        )
    Notice.objects.update(created_at=Now() - timedelta(days=400))
    assert prune.prune() == 1
    assert sorted(Notice.objects.values_list("key", flat=True)) == ["lately", "unread"]
    assert NoticeMail.objects.exists()
    Notice.objects.all().delete()
    tasks.prune_notices()
    assert not NoticeMail.objects.exists()
