"""What editors do with releases, and what they are told."""

from datetime import datetime

import pytest

from series import scheduling
from series.locks import Locked, lock_of, refuse_if_locked
from series.models import Effect, LiveRevision, Release, subject_of
from series.publishing.tick import run_due
from series.scheduling import NotPossible
from tests.factories import subjects
from tests.factories.people import ana

pytestmark = pytest.mark.django_db(transaction=True)


def test_planning_is_not_scheduling_a_planned_release_never_fires():
    episode = subjects.make_episode()
    subjects.approved(episode)
    release = subjects.planned(episode)
    Release.objects.filter(pk=release.pk).update(instant="2026-01-01T00:00:00Z")
    assert run_due() == 0


def test_E4_an_approval_publishes_nothing():
    episode = subjects.make_episode()
    subjects.approved(episode)
    assert run_due() == 0
    assert not LiveRevision.objects.exists()


def test_T15_a_wall_time_that_has_passed_is_refused_with_a_way_out():
    episode = subjects.make_episode()
    with pytest.raises(NotPossible, match="Publish now, or choose a later time"):
        scheduling.plan(subject=subject_of(episode), wall=datetime(2020, 1, 2, 9), zone="UTC", by=ana())
    assert not Release.objects.exists()


def test_a_wall_time_in_a_gap_is_refused_with_its_two_neighbours():
    episode = subjects.make_episode()
    with pytest.raises(NotPossible, match=r"01:59.*03:00"):
        scheduling.plan(
            subject=subject_of(episode), wall=datetime(2099, 3, 8, 2, 30), zone="America/New_York", by=ana()
        )


def test_a_zone_that_does_not_exist_is_refused():
    with pytest.raises(NotPossible, match="Mars/Olympus"):
        scheduling.plan(
            subject=subject_of(subjects.make_episode()),
            wall=datetime(2099, 1, 1, 9),
            zone="Mars/Olympus",
            by=ana(),
        )


def test_scheduling_names_everything_that_is_missing_at_once():
    episode = subjects.make_episode(complete=False, summary="")
    subjects.approved(episode)
    release = subjects.planned(episode)
    with pytest.raises(NotPossible) as refusal:
        scheduling.schedule(release_id=release.pk, by=ana())
    for word in ("film", "poster", "Captions", "transcript", "summary"):
        assert word in str(refusal.value)
    release.refresh_from_db()
    assert release.state == "planned"


def test_what_is_scheduled_is_locked_until_it_is_taken_off():
    episode = subjects.make_episode()
    release = subjects.scheduled(episode)
    assert lock_of(subject_of(episode)) == release
    with pytest.raises(Locked, match="Take it off the schedule"):
        refuse_if_locked(subject_of(episode))
    scheduling.unschedule(release_id=release.pk, by=ana())
    refuse_if_locked(subject_of(episode))


def test_the_outcome_names_the_pages_that_will_change():
    episode = subjects.make_episode(causes=(subjects.make_cause(),))
    subjects.approved(episode)
    outcome = scheduling.publish_now(subject=subject_of(episode), by=ana())
    run_due()
    from series.models import Page

    assert set(outcome.paths) >= {"/", "/feed.xml", "/archive/"}
    assert set(outcome.paths) <= set(Page.objects.values_list("path", flat=True))


def test_publish_now_takes_over_the_release_that_was_planned_for_later():
    episode = subjects.make_episode()
    release = subjects.scheduled(episode)
    outcome = scheduling.publish_now(subject=subject_of(episode), by=ana())
    assert outcome.release.pk == release.pk
    assert run_due() == 1


def test_a_swap_trades_instants_and_slots():
    first = subjects.planned(subjects.make_episode(), seconds=3600)
    second = subjects.planned(subjects.make_episode(), seconds=7200)
    scheduling.swap(first_id=first.pk, second_id=second.pk, by=ana())
    moved = Release.objects.in_bulk([first.pk, second.pk])
    assert (moved[first.pk].instant, moved[second.pk].instant) == (second.instant, first.instant)


def test_what_is_published_never_moves():
    release = subjects.due(subjects.make_episode())
    run_due()
    with pytest.raises(NotPossible, match="can't be moved"):
        scheduling.reschedule(release_id=release.pk, wall=subjects.wall_in(3600), zone="UTC", by=ana())


def test_E12_a_schedule_of_what_was_never_public_can_be_cancelled():
    release = subjects.scheduled(subjects.make_episode())
    scheduling.cancel(release_id=release.pk, by=ana(), reason="another week")
    release.refresh_from_db()
    assert release.state == "cancelled"


def test_a_held_release_is_mended_and_scheduled_again():
    episode = subjects.make_episode()
    release = subjects.due(episode)
    signed = episode.creator.consents.get()
    episode.creator.consents.all().delete()
    run_due()
    subjects.make_consent(episode.creator, signed_as=signed.signed_as)
    outcome = scheduling.publish_now(subject=subject_of(episode), by=ana())
    assert outcome.release.pk == release.pk
    assert run_due() == 1


def test_a_move_to_a_day_without_consent_is_refused_and_changes_nothing():
    episode = subjects.make_episode()
    release = subjects.scheduled(episode, seconds=3600)
    episode.creator.consents.update(valid_until=release.instant.date())
    with pytest.raises(NotPossible, match="consent"):
        scheduling.reschedule(
            release_id=release.pk, wall=subjects.wall_in(90 * 24 * 3600), zone="UTC", by=ana()
        )
    before = release.instant
    release.refresh_from_db()
    assert release.instant == before


def test_an_update_without_anything_newly_approved_is_refused():
    episode = subjects.make_episode()
    subjects.published(episode)
    with pytest.raises(NotPossible, match="as it was last approved"):
        scheduling.update(subject=subject_of(episode), by=ana())


def test_a_withdrawal_needs_a_notice_and_something_public():
    episode = subjects.make_episode()
    with pytest.raises(NotPossible, match="Write the notice"):
        scheduling.withdraw(subject=subject_of(episode), by=ana(), notice=" ")
    with pytest.raises(NotPossible, match="is not public"):
        scheduling.withdraw(subject=subject_of(episode), by=ana(), notice="Gone.")


def test_what_others_stand_on_is_not_withdrawn_from_under_them():
    episode = subjects.make_episode()
    subjects.published(episode)
    with pytest.raises(NotPossible, match="Withdraw or change those first"):
        scheduling.withdraw(subject=subject_of(episode.creator), by=ana(), notice="Gone.")


def test_E7_an_address_that_was_taken_meanwhile_holds_the_release_and_keeps_it():
    taken = subjects.make_creator(name="Wilma", slug="wilma")
    subjects.published(taken)
    episode = subjects.make_episode(creator=subjects.make_creator(name="Wilma", slug="wilma"))
    subjects.approved(episode)
    release = subjects.planned(episode)
    with pytest.raises(NotPossible, match="addresses are for life"):
        scheduling.schedule(release_id=release.pk, by=ana())


def test_E7_an_address_taken_before_the_instant_holds_the_release_keeps_its_schedule_and_raises_an_alarm():
    episode = subjects.make_episode(creator=subjects.make_creator(name="Wilma", slug="wilma"))
    release = subjects.scheduled(episode)
    subjects.published(subjects.make_creator(name="Wilma", slug="wilma"))
    wall, slot_day = release.wall, release.zone
    Release.objects.filter(pk=release.pk).update(instant="2026-03-05T09:00:00Z")
    episode.creator.consents.update(valid_from="2026-01-01")
    assert run_due() == 0
    release.refresh_from_db()
    assert (release.state, release.wall, release.zone) == ("held", wall, slot_day)
    assert "addresses are for life" in release.hold_reason
    assert Effect.objects.filter(release=release, kind="notice", payload__about="held").exists()
