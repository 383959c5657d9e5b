"""Releases that share a transaction leave exactly what the same releases leave one after another."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from series.models import LiveRevision, Page, Release, ReleaseItem, WebhookEndpoint, subject_of
from series.pages.bake import bake_marked
from series.pages.verify import verify
from series.publishing import run as running
from series.publishing.due import database_now
from series.publishing.run import Ran, run, run_together
from series.states import ReleaseState
from series.video.usage import used_by_live
from sparks.storages import public_store
from tests.factories import subjects
from tests.factories.people import chi

pytestmark = pytest.mark.django_db(transaction=True)

# Every table that a release changes, without the rows' own numbers and the moments of the two runs.
_LEFT = {
    "live": "SELECT subject_id, revision_id, release_id, kind, series, creator, causes, published_at, updated_at,"
    " previous, next, related, corrections, premiere_sequence FROM series_liverevision ORDER BY subject_id",
    "places": "SELECT key, position, subject_id FROM series_listing ORDER BY key, position",
    "pages": "SELECT path, kind, key, subject_id, state, recheck_at IS NULL FROM series_page ORDER BY path",
    "marks": "SELECT p.path, m.why, m.rank, m.release_id FROM series_mark m JOIN series_page p ON p.id = m.page_id"
    " ORDER BY p.path, m.release_id, m.rank, m.why",
    "effects": "SELECT release_id, kind, target, payload FROM series_effect ORDER BY release_id, kind, target",
    "releases": "SELECT id, state, instant FROM series_release ORDER BY id",
    "first": "SELECT id, first_published_at FROM series_subject ORDER BY id",
}


def _left() -> dict[str, list]:
    left = {}
    with connection.cursor() as cursor:
        for name, sql in _LEFT.items():
            cursor.execute(sql)
            left[name] = cursor.fetchall()
    return left


def _one_by_one(releases: list[int]) -> dict[int, Ran]:
    return {pk: run(pk) for pk in releases}


@pytest.fixture
def season(settings):
    """Due at once: two series that share causes, a person with two films, a teaser, an update, a withdrawal."""
    settings.CDN_PURGE_URL = "http://127.0.0.1:9/purge"
    WebhookEndpoint.objects.create(url="https://receiver.example.org/hook")
    chi()
    soap, wool = subjects.make_cause(), subjects.make_cause()
    first, second = subjects.make_series(), subjects.make_series()
    for cause in (soap, wool):
        subjects.published(cause)
    subjects.published(first)
    old = subjects.make_episode(series=first, causes=(soap,))
    subjects.published(old)
    awaited = subjects.make_episode(series=first, causes=(soap, wool))
    subjects.published(subjects.make_teaser(awaited))
    wilma = subjects.make_creator()
    releases = [subjects.due(awaited, seconds_ago=9)]
    for number in range(6):
        episode = subjects.make_episode(
            series=(first, second)[number % 2],
            causes=[(soap,), (wool, soap), ()][number % 3],
            creator=wilma if number in {1, 4} else None,
        )
        releases.append(subjects.due(episode, seconds_ago=8 - number % 3))
    old.title = "The soap, once more"
    old.save()
    subjects.approved(old)
    update = _due_update(old)
    return [release.pk for release in sorted([*releases, update], key=lambda r: (r.instant, r.pk))]


def _due_update(episode) -> Release:
    from series.models.release import ReleaseKind
    from series.scheduling.schedule import add_main, make_scheduled
    from tests.factories.people import ana

    instant = (database_now() - timedelta(seconds=2)).replace(microsecond=0)
    release = Release.objects.create(
        kind=ReleaseKind.UPDATE, instant=instant, wall=instant.replace(tzinfo=None).isoformat(), zone="UTC"
    )
    add_main(release, subject_of(episode))
    make_scheduled(release, by=ana())
    return release


def test_together_is_one_after_another(season):
    class Back(Exception):
        """Takes back what was done, so that the same rows can be released again."""

    def left_by(act) -> dict[str, list]:
        from django.db import transaction

        found = {}
        try:
            with transaction.atomic():
                assert set(act(season).values()) == {Ran.PUBLISHED}
                found = _left()
                raise Back
        except Back:
            return found

    apart, together = left_by(_one_by_one), left_by(run_together)
    for name in _LEFT:
        assert together[name] == apart[name], name
    assert len(together["live"]) > len(season)


def test_what_went_together_is_baked_right(season):
    run_together(season)
    bake_marked()
    assert list(verify(deep=True)) == []


def test_together_costs_few_questions_more_than_alone(django_assert_max_num_queries):
    series = subjects.make_series()
    subjects.published(series)
    due = [subjects.due(subjects.make_episode(series=series)).pk for _ in range(21)]
    with django_assert_max_num_queries(140):
        assert set(run_together(due[1:]).values()) == {Ran.PUBLISHED}


def test_T17_what_can_not_go_keeps_nobody_else_back():
    bare = subjects.due(subjects.make_episode())
    person = ReleaseItem.objects.get(release=bare, role="main").subject.episode.creator
    person.consents.all().delete()
    others = [subjects.due(subjects.make_episode()).pk for _ in range(3)]
    ran = run_together([others[0], bare.pk, *others[1:]])
    assert ran == {bare.pk: Ran.HELD, **dict.fromkeys(others, Ran.PUBLISHED)}
    assert "consent" in Release.objects.get(pk=bare.pk).hold_reason


def test_E7_two_that_want_one_address_do_not_both_get_it():
    series = subjects.make_series()
    first = subjects.make_episode(series=series, number=7, slug="soap")
    second = subjects.make_episode(series=series, number=8, slug="soap")
    releases = [subjects.due(first).pk, subjects.due(second).pk]
    # As if the number had been given twice: no form allows it, and the address of an approved revision is fixed.
    content = ReleaseItem.objects.get(release=releases[1], role="main").revision.content
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE series_revision DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE series_revision SET content = %s WHERE id = (SELECT revision_id FROM series_releaseitem"
            " WHERE release_id = %s AND role = 'main')",
            [json.dumps({**content, "number": 7}), releases[1]],
        )
        cursor.execute("ALTER TABLE series_revision ENABLE TRIGGER USER")
    assert run_together(releases) == {releases[0]: Ran.PUBLISHED, releases[1]: Ran.HELD}
    assert Page.objects.get(kind="episode").subject == subject_of(first)


def test_two_releases_of_one_subject_go_in_their_order():
    episode = subjects.make_episode()
    publish = subjects.due(episode, seconds_ago=9)
    withdrawal = Release.objects.create(
        kind="withdraw", instant=publish.instant + timedelta(seconds=5), notice="The rights have ended."
    )
    ReleaseItem.objects.create(release=withdrawal, subject=subject_of(episode))
    Release.objects.filter(pk=withdrawal.pk).update(state="scheduled")
    other = subjects.due(subjects.make_episode())
    ran = run_together([publish.pk, withdrawal.pk, other.pk])
    assert set(ran.values()) == {Ran.PUBLISHED}
    assert not LiveRevision.objects.filter(subject=subject_of(episode)).exists()
    assert Page.objects.get(subject=subject_of(episode), kind="episode").state == "gone"


def test_a_worker_that_dies_with_many_in_hand_leaves_nothing_half_done(monkeypatch):
    releases = [subjects.due(subjects.make_episode()).pk for _ in range(3)]

    class Killed(BaseException):
        pass

    real = running._apply

    def die(*arguments):
        real(*arguments)
        raise Killed

    monkeypatch.setattr(running, "_apply", die)
    with pytest.raises(Killed):
        run_together(releases)
    monkeypatch.setattr(running, "_apply", real)
    assert not LiveRevision.objects.filter(kind="episode").exists()
    assert not Page.objects.filter(kind="episode").exists()
    assert set(run_together(releases).values()) == {Ran.PUBLISHED}


@pytest.mark.parametrize("called_off", ["cancelled", "moved"])
def test_files_of_a_release_called_off_while_they_are_made_public_are_taken_back(monkeypatch, called_off):
    """Its cancellation comes after the copy and before the claim; the other release of the batch goes out."""
    going, other = (subjects.due(subjects.make_episode(video=subjects.film(seed=seed))) for seed in (1, 2))
    promote = running.promotion.promote

    def call_off_then(revisions):
        promote(revisions)
        if called_off == "moved":
            later = database_now().replace(microsecond=0) + timedelta(hours=1)
            Release.objects.filter(pk=other.pk).update(instant=later)
        else:
            Release.objects.filter(pk=other.pk).update(state=ReleaseState.CANCELLED)

    monkeypatch.setattr(running.promotion, "promote", call_off_then)
    assert run_together([going.pk, other.pk])[going.pk] == Ran.PUBLISHED
    public = {key for key, _changed in public_store().listed()}
    assert public
    assert public == used_by_live(public)
