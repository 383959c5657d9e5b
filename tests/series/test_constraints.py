"""Rules that hold for every route into the database, raw SQL included."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from series.models import LiveRevision, Page, Release, ReleaseItem, Review, Revision, Subject, subject_of
from series.publishing.tick import run_due
from tests.factories import subjects
from tests.factories.people import ben

pytestmark = pytest.mark.django_db(transaction=True)


def _refused(sql: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, list(values))
    return str(refusal.value)


@pytest.mark.parametrize(
    ("before", "after"),
    [("planned", "published"), ("planned", "held"), ("cancelled", "scheduled"), ("held", "published")],
)
def test_a_release_makes_only_legal_moves(before, after):
    release = subjects.planned(subjects.make_episode(complete=False))
    if before == "held":
        release = subjects.due(subjects.make_episode())
        Release.objects.filter(pk=release.pk).update(state="held", hold_reason="a test")
    elif before != "planned":
        Release.objects.filter(pk=release.pk).update(state=before)
    said = _refused(
        "UPDATE series_release SET state = %s, published_at = now() + interval '1 year' WHERE id = %s",
        after,
        release.pk,
    )
    assert "transition" in said


def test_a_published_release_never_changes_state():
    release = subjects.due(subjects.make_episode())
    run_due()
    assert "transition" in _refused("UPDATE series_release SET state = 'planned' WHERE id = %s", release.pk)


def test_a_revision_is_immutable():
    revision = subjects.approved(subjects.make_series())
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(content={})
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).delete()


def test_nothing_is_scheduled_without_an_approved_revision():
    release = subjects.planned(subjects.make_episode())
    said = _refused("UPDATE series_release SET state = 'scheduled' WHERE id = %s", release.pk)
    assert "without an approved revision" in said


def test_E5_nothing_is_slipped_into_what_is_scheduled():
    release = subjects.scheduled(subjects.make_episode())
    other = subjects.make_episode()
    with pytest.raises(IntegrityError, match="no other items"), transaction.atomic():
        ReleaseItem.objects.create(release=release, subject=subject_of(other))
    newer = subjects.approved(other)
    with pytest.raises(IntegrityError, match="no other items"), transaction.atomic():
        ReleaseItem.objects.filter(release=release).update(revision=newer)


def test_one_unfinished_publish_a_subject():
    episode = subjects.make_episode(complete=False)
    release = subjects.planned(episode)
    second = Release.objects.create(kind="publish", instant=release.instant)
    with pytest.raises(IntegrityError, match="one_unfinished_publish"), transaction.atomic():
        ReleaseItem.objects.create(release=second, subject=subject_of(episode))
    Release.objects.filter(pk=release.pk).update(state="cancelled")
    ReleaseItem.objects.create(release=second, subject=subject_of(episode))


def test_one_live_revision_a_subject():
    episode = subjects.make_episode()
    subjects.published(episode)
    live = LiveRevision.objects.get(kind="episode")
    said = _refused(
        "INSERT INTO series_liverevision SELECT * FROM series_liverevision WHERE subject_id = %s", live.pk
    )
    assert "duplicate key" in said


def test_a_path_belongs_to_one_page_for_life():
    page = Page.objects.get(path="/")
    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.create(path="/", kind="home")
    assert page.pk


def test_a_number_stands_once_in_a_series():
    episode = subjects.make_episode(complete=False)
    with pytest.raises(IntegrityError, match="episode_number_once_a_series"), transaction.atomic():
        subjects.make_episode(series=episode.series, number=episode.number, complete=False)


def test_nobody_is_recorded_as_deciding_on_their_own_review():
    revision = subjects.approved(subjects.make_series())
    said = _refused(
        "UPDATE series_review SET decided_by_id = submitted_by_id WHERE id = %s", revision.review_id
    )
    assert "nobody_approves_their_own" in said


def test_a_decision_is_not_taken_back():
    revision = subjects.approved(subjects.make_series())
    with pytest.raises(DatabaseError, match="transition"), transaction.atomic():
        Review.objects.filter(pk=revision.review_id).update(state="in_review")


def test_a_subject_is_exactly_one_thing():
    series = subjects.make_series()
    with pytest.raises(IntegrityError, match="exactly_one_thing"), transaction.atomic():
        Subject.objects.create(kind="episode", series=series)


def test_an_instant_is_in_whole_seconds():
    release = subjects.planned(subjects.make_episode(complete=False))
    said = _refused(
        "UPDATE series_release SET instant = instant + interval '0.5 s' WHERE id = %s", release.pk
    )
    assert "whole_seconds" in said


def test_what_someone_decided_on_keeps_them_from_being_deleted():
    subjects.approved(subjects.make_series())
    with pytest.raises(IntegrityError), transaction.atomic():
        ben().delete()


def test_a_subject_is_one_thing_of_its_own_kind():
    figure, resource = subject_of(subjects.make_figure()), subject_of(subjects.make_resource())
    for sql in ("kind = 'resource'", "resource_id = %s", "figure_id = NULL"):
        values = [resource.resource_id] if "%s" in sql else []
        if values:
            Subject.objects.filter(pk=resource.pk).delete()
        said = _refused(f"UPDATE series_subject SET {sql} WHERE id = %s", *values, figure.pk)
        assert "subject_is_exactly_one_thing" in said


def test_there_is_one_front():
    subjects.make_front()
    columns = "zone, hero_until, text, edit_version"
    said = _refused(f"INSERT INTO series_front (id, {columns}) VALUES (2, 'UTC', '', '', 0)")
    assert "one_front" in said


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("link = 'http://example.org'", "resource_link_is_https"),
        ("opens = 'tomorrow'", "resource_dates_are_wall_times"),
        ("closes = '2031-03-05T09:00'", "resource_dates_are_wall_times"),
        ("opens = '2031-03-05T09:00:00', closes = '2031-03-05T09:00:00'", "resource_opens_before_it_closes"),
    ],
)
def test_a_resource_leads_by_https_and_closes_after_it_opens(change, rule):
    resource = subjects.make_resource()
    assert rule in _refused(f"UPDATE series_resource SET {change} WHERE id = %s", resource.pk)


def test_the_front_ends_only_what_it_shows_and_a_figure_names_https():
    subjects.make_front()
    assert "front_until_needs_a_hero" in _refused(
        "UPDATE series_front SET hero_until = '2031-03-05T09:00:00' WHERE id = 1"
    )
    figure = subjects.make_figure()
    said = _refused("UPDATE series_impactfigure SET source_url = 'ftp://x' WHERE id = %s", figure.pk)
    assert "figure_source_is_https" in said
