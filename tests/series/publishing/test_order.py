"""After an outage: everything missed runs, in order, and the result is that of having run it in time."""

import time
from datetime import timedelta

import pytest
from django.db import OperationalError

from series import scheduling
from series.models import LiveRevision, Release, subject_of
from series.publishing import run as running
from series.publishing.due import database_now, due_releases
from series.publishing.run import Ran, run
from series.publishing.tick import run_due
from tests.factories import subjects
from tests.factories.people import ana

pytestmark = pytest.mark.django_db(transaction=True)


def _back(release: Release, *, minutes: int) -> Release:
    instant = (database_now() - timedelta(minutes=minutes)).replace(microsecond=0)
    Release.objects.filter(pk=release.pk).update(instant=instant)
    release.refresh_from_db()
    return release


def test_publish_update_and_withdraw_that_are_all_due_run_in_order():
    episode = subjects.make_episode(title="First")
    publish = subjects.due(episode, seconds_ago=600)
    run_due()
    episode.title = "Second"
    episode.save()
    subjects.approved(episode)
    update = scheduling.update(
        subject=subject_of(episode), by=ana(), notice="Mended.", wall=subjects.wall_in(60), zone="UTC"
    ).release
    withdraw = scheduling.withdraw(
        subject=subject_of(episode), by=ana(), notice="Gone.", wall=subjects.wall_in(120), zone="UTC"
    ).release
    _back(update, minutes=6)
    _back(withdraw, minutes=2)

    assert run_due() == 2

    for release in (publish, update, withdraw):
        release.refresh_from_db()
        assert release.state == "published"
    assert update.published_at < withdraw.published_at
    assert not LiveRevision.objects.filter(kind="episode").exists()


def test_a_later_release_of_a_subject_waits_for_the_earlier_one():
    episode = subjects.make_episode()
    publish = subjects.due(episode, seconds_ago=600)
    withdraw = Release.objects.create(
        kind="withdraw", instant=publish.instant + timedelta(minutes=1), notice="Gone."
    )
    withdraw.items.create(subject=subject_of(episode))
    Release.objects.filter(pk=withdraw.pk).update(state="scheduled")
    assert run(withdraw.pk) == Ran.LEFT
    assert run(publish.pk) == Ran.PUBLISHED
    assert run(withdraw.pk) == Ran.PUBLISHED


def test_a_withdrawal_cancels_an_unrun_publish_before_it_and_not_one_after():
    series = subjects.make_series()
    episode = subjects.make_episode(series=series)
    subjects.published(episode)
    episode.summary = "Other."
    episode.save()
    subjects.approved(episode)
    held = scheduling.update(
        subject=subject_of(episode), by=ana(), wall=subjects.wall_in(60), zone="UTC"
    ).release
    Release.objects.filter(pk=held.pk).update(state="held", hold_reason="for the test")
    _back(held, minutes=5)
    later = scheduling.update(
        subject=subject_of(episode), by=ana(), wall=subjects.wall_in(3600), zone="UTC"
    ).release
    scheduling.withdraw(subject=subject_of(episode), by=ana(), notice="Gone.")
    run_due()
    held.refresh_from_db()
    later.refresh_from_db()
    assert held.state == "cancelled"
    assert later.state == "scheduled"


def test_T17_one_bad_row_does_not_stop_the_other_four(monkeypatch):
    releases = [subjects.due(subjects.make_episode(), seconds_ago=10 - i) for i in range(5)]
    real = running._apply

    def apply(together, items):
        if releases[1] in together:
            raise ValueError("a fault of ours")
        real(together, items)

    monkeypatch.setattr(running, "_apply", apply)
    assert run_due() == 4
    releases[1].refresh_from_db()
    assert releases[1].state == "held"
    assert "a fault of ours" in releases[1].hold_reason


@pytest.mark.parametrize(
    "trouble", [OperationalError("deadlock detected"), OSError(28, "No space left on device")]
)
def test_Q9_a_passing_trouble_holds_nothing_and_is_tried_again(monkeypatch, trouble):
    release = subjects.due(subjects.make_episode())
    real = running._apply

    def apply(*args):
        monkeypatch.setattr(running, "_apply", real)
        raise trouble

    monkeypatch.setattr(running, "_apply", apply)
    assert run(release.pk) == Ran.AGAIN
    release.refresh_from_db()
    assert release.state == "scheduled"
    assert run(release.pk) == Ran.PUBLISHED


def test_T18_releases_of_one_instant_run_in_the_order_they_were_made():
    instant = (database_now() - timedelta(seconds=5)).replace(microsecond=0)
    releases = [subjects.due(subjects.make_episode(), seconds_ago=5) for _ in range(6)]
    Release.objects.filter(pk__in=[release.pk for release in releases]).update(instant=instant)
    assert due_releases() == sorted(release.pk for release in releases)


def test_T10_what_was_missed_for_six_hours_is_published_and_dated_by_its_instant():
    release = subjects.due(subjects.make_episode(), seconds_ago=6 * 3600)
    run_due()
    assert LiveRevision.objects.get(kind="episode").published_at == release.instant


def test_T11_a_release_42_days_ahead_stays_scheduled():
    release = subjects.scheduled(subjects.make_episode(), seconds=42 * 24 * 3600)
    assert run_due() == 0
    release.refresh_from_db()
    assert release.state == "scheduled"


def test_T12_every_delay_fires_short_or_long():
    """At each slot's own moment: the clock can't be moved, so the slots are, by what has passed."""
    minutes = [1, 9, 11, 60]
    releases = [subjects.scheduled(subjects.make_episode(), seconds=60 * minute) for minute in minutes]
    passed = 0
    for minute, release in zip(minutes, releases, strict=True):
        assert run_due() == 0
        for other in releases:
            other.refresh_from_db()
            if other.state == "scheduled":
                other.instant -= timedelta(minutes=minute - passed)
                other.save(update_fields=["instant"])
        passed = minute
        time.sleep(1)
        assert run_due() == 1
        release.refresh_from_db()
        assert release.state == "published"


def test_E6_an_approver_who_left_does_not_stop_the_release():
    release = subjects.due(subjects.make_episode())
    editor = ana()
    editor.is_active = False
    editor.save()
    assert run_due() == 1
    release.refresh_from_db()
    assert release.items.first().revision.review.decided_by == editor
