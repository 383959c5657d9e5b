"""Two who reach for one release: one wins, the other is told, and the row tells the truth."""

import pytest
from django.db import connections, transaction

from creators import consent
from series import reviews, scheduling
from series.models import Effect, LiveRevision, Release, Review, Subject, subject_of
from series.publishing import run as running
from series.publishing.run import Ran, run
from series.scheduling import NotPossible
from sparks.states import IllegalMove
from tests.factories import subjects
from tests.factories.people import ana, ben, chi
from tests.races.together import count, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def meanwhile(monkeypatch):
    """Lets another act happen between what the engine read and what it writes."""

    def arrange(act) -> None:
        real = running._claim

        def claim(release_ids: list[int]):
            monkeypatch.setattr(running, "_claim", real)
            together(act)
            return real(release_ids)

        monkeypatch.setattr(running, "_claim", claim)

    return arrange


def test_eight_workers_at_one_release_publish_it_once(settings):
    settings.CDN_PURGE_URL = "http://127.0.0.1:9/purge"
    release = subjects.due(subjects.make_episode())
    results = together(*[lambda: run(release.pk)] * 8)
    assert count(results, Ran.PUBLISHED) == 1
    assert count(results, Ran.LEFT) == 7
    assert Effect.objects.filter(release=release, kind="purge").count() == 3


def test_eight_workers_at_twenty_releases_publish_each_once_and_number_them_without_a_gap():
    series = subjects.make_series()
    releases = [subjects.due(subjects.make_episode(series=series)) for _ in range(20)]
    subjects.approved(series)

    def work() -> int:
        done = 0
        for release in releases:
            done += run(release.pk) == Ran.PUBLISHED
        return done

    rounds = 0
    published = 0
    while published < len(releases) and rounds < 5:
        results = together(*[work] * 8)
        assert all(isinstance(result, int) for result in results), results
        published += sum(results)
        rounds += 1
    assert published == len(releases)
    from series.models import Listing

    places = list(Listing.objects.filter(key="all").order_by("position").values_list("position", flat=True))
    assert places == list(range(1, len(releases) + 1))


def test_E1_a_move_that_comes_between_reading_and_claiming_wins(meanwhile):
    release = subjects.due(subjects.make_episode())
    wall = subjects.wall_in(7200)
    meanwhile(lambda: scheduling.reschedule(release_id=release.pk, wall=wall, zone="UTC", by=ana()))
    assert run(release.pk) == Ran.LEFT
    release.refresh_from_db()
    assert release.state == "scheduled"
    assert not LiveRevision.objects.filter(kind="episode").exists()


@pytest.mark.parametrize("turn", range(5))
def test_E1_a_move_and_the_engine_at_once_end_in_exactly_one(turn):
    release = subjects.due(subjects.make_episode())
    wall, editor = subjects.wall_in(7200), ana()
    ran, moved = together(
        lambda: run(release.pk),
        lambda: scheduling.reschedule(release_id=release.pk, wall=wall, zone="UTC", by=editor),
    )
    release.refresh_from_db()
    if release.state == "published":
        assert ran == Ran.PUBLISHED
        assert isinstance(moved, NotPossible)
        assert "published" in str(moved)
    else:
        assert (ran, release.state) == (Ran.LEFT, "scheduled")
        assert moved.release.pk == release.pk


def test_E2_a_cancellation_that_comes_between_wins_and_nothing_is_public(meanwhile):
    release = subjects.due(subjects.make_episode())
    meanwhile(lambda: scheduling.cancel(release_id=release.pk, by=ana()))
    assert run(release.pk) == Ran.LEFT
    release.refresh_from_db()
    assert release.state == "cancelled"


def test_E2_a_cancellation_after_the_release_is_told_that_it_is_out():
    release = subjects.due(subjects.make_episode())
    run(release.pk)
    with pytest.raises(NotPossible, match="published"):
        scheduling.cancel(release_id=release.pk, by=ana())


def test_a_consent_withdrawn_between_reading_and_claiming_holds_the_release(meanwhile):
    episode = subjects.make_episode()
    release = subjects.due(episode)
    signed = episode.creator.consents.get()
    meanwhile(lambda: consent.withdraw(consent_id=signed.pk, reason="asked by phone"))
    assert run(release.pk) == Ran.LEFT
    release.refresh_from_db()
    assert release.state == "held"
    assert "withdrew" in release.hold_reason


@pytest.mark.parametrize("turn", range(5))
def test_a_consent_withdrawn_at_the_instant_never_leaves_the_person_public(turn):
    episode = subjects.make_episode()
    release = subjects.due(episode)
    signed = episode.creator.consents.get()
    results = together(
        lambda: run(release.pk), lambda: consent.withdraw(consent_id=signed.pk, reason="asked by phone")
    )
    assert not [result for result in results if isinstance(result, Exception)], results
    for waiting in Release.objects.filter(state="scheduled").order_by("instant", "id"):
        run(waiting.pk)
    assert not LiveRevision.objects.filter(kind__in=["episode", "creator"]).exists()


def test_a_worker_that_can_not_have_the_subject_leaves_at_once():
    episode = subjects.make_episode()
    release = subjects.due(episode)
    with transaction.atomic():
        list(Subject.objects.select_for_update().filter(pk=subject_of(episode).pk))
        [result] = together(lambda: run(release.pk))
    assert result == Ran.LEFT
    assert run(release.pk) == Ran.PUBLISHED


def test_Q7_a_worker_that_dies_inside_the_transaction_leaves_nothing_and_the_next_goes_on(monkeypatch):
    release = subjects.due(subjects.make_episode())
    real = running._apply

    def die(*args):
        monkeypatch.setattr(running, "_apply", real)
        real(*args)
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    monkeypatch.setattr(running, "_apply", die)
    assert together(lambda: run(release.pk)) == [Ran.AGAIN]
    release.refresh_from_db()
    assert release.state == "scheduled"
    assert not LiveRevision.objects.filter(kind="episode").exists()
    assert run(release.pk) == Ran.PUBLISHED


def test_two_people_deciding_at_once_decide_once():
    episode = subjects.make_episode()
    review = reviews.submit(subjects=[subject_of(episode)], by=ben())
    first, second = ana(), chi()
    results = together(
        lambda: reviews.approve(review_id=review.pk, by=first),
        lambda: reviews.ask_changes(review_id=review.pk, by=second, note="The name is wrong."),
    )
    assert sum(isinstance(result, Review) for result in results) == 1
    assert sum(isinstance(result, IllegalMove) for result in results) == 1


def test_two_swaps_of_the_same_pair_at_once_do_not_deadlock():
    first, second = (subjects.planned(subjects.make_episode(), seconds=s) for s in (3600, 7200))
    before = (first.instant, second.instant)
    editor = ana()
    results = together(
        lambda: scheduling.swap(first_id=first.pk, second_id=second.pk, by=editor),
        lambda: scheduling.swap(first_id=second.pk, second_id=first.pk, by=editor),
    )
    assert not [result for result in results if isinstance(result, Exception)], results
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.instant, second.instant) == before
