"""The act itself: what is live, which pages are up and baked, and what stays as it was."""

from datetime import timedelta

import pytest
from django.conf import settings

from series import scheduling
from series.models import Effect, LiveRevision, Mark, Page, Release, subject_of
from series.pages import files
from series.pages.bake import bake_marked
from series.pages.verify import verify
from series.publishing.tick import run_due
from tests.factories import subjects
from tests.factories.people import ana

pytestmark = pytest.mark.django_db(transaction=True)


def page_text(path: str) -> str:
    return files.page_file(path).read_text()


def test_a_due_episode_is_on_every_page_that_lists_it():
    cause = subjects.make_cause()
    episode = subjects.make_episode(causes=(cause,))
    subjects.due(episode)

    assert run_due() == 1

    live = LiveRevision.objects.get(subject=subject_of(episode))
    path = Page.objects.get(subject=live.subject_id, kind="episode").path
    assert "<video" in page_text(path)
    slug = live.revision.content["series_slug"]
    for listing in ["/", f"/{slug}/", "/feed.xml", "/feed.json", "/archive/", "/sitemap/1.xml"]:
        assert path in page_text(listing), listing
    assert Mark.objects.filter(rank__lt=9).count() == 0


def test_the_tree_is_what_the_database_says_after_a_release():
    subjects.due(subjects.make_episode())
    run_due()
    bake_marked()
    assert list(verify(deep=True)) == []


def test_T16_first_published_is_the_instant_of_the_release_and_not_of_the_upload_or_the_run():
    episode = subjects.make_episode()
    release = subjects.due(episode, seconds_ago=100)
    run_due()
    live = LiveRevision.objects.get(subject=subject_of(episode))
    assert live.published_at == release.instant
    assert live.subject.first_published_at == release.instant


def test_companions_that_are_not_public_yet_come_up_with_it():
    episode = subjects.make_episode(causes=(subjects.make_cause(),))
    subjects.due(episode)
    run_due()
    kinds = set(LiveRevision.objects.values_list("kind", flat=True))
    assert kinds == {"episode", "series", "creator", "cause"}


def test_E3_what_was_edited_after_the_approval_stays_a_draft():
    episode = subjects.make_episode(title="Approved words")
    subjects.due(episode)
    episode.title = "Later words"
    episode.save()
    run_due()
    assert LiveRevision.objects.get(kind="episode").revision.content["title"] == "Approved words"


def test_E15_an_update_leaves_the_old_revision_until_its_instant():
    episode = subjects.make_episode(title="First")
    subjects.published(episode)
    episode.title = "Second"
    episode.save()
    subjects.approved(episode)
    wall = subjects.wall_in(3600)
    scheduling.update(subject=subject_of(episode), by=ana(), wall=wall, zone="UTC")
    assert run_due() == 0
    assert LiveRevision.objects.get(kind="episode").revision.content["title"] == "First"


def test_a_correction_stands_on_the_page_with_its_notice():
    episode = subjects.make_episode()
    subjects.due(episode, seconds_ago=3600)
    run_due()
    episode.summary = "She boiled soap in a kitchen."
    episode.save()
    subjects.approved(episode)
    scheduling.update(subject=subject_of(episode), by=ana(), notice="It was a kitchen, not a shed.")
    assert run_due() == 1
    path = Page.objects.get(subject=subject_of(episode), kind="episode").path
    assert "It was a kitchen, not a shed." in page_text(path)
    live = LiveRevision.objects.get(kind="episode")
    assert live.updated_at > live.published_at


def test_a_new_slug_moves_the_page_and_keeps_the_old_address():
    episode = subjects.make_episode(slug="old")
    subjects.published(episode)
    old = Page.objects.get(subject=subject_of(episode), kind="episode")
    episode.slug = "new"
    episode.save()
    subjects.approved(episode)
    scheduling.update(subject=subject_of(episode), by=ana())
    run_due()
    old.refresh_from_db()
    assert old.state == "moved"
    assert old.moved_to.path.endswith("-new/")
    assert not files.page_file(old.path).exists()
    assert files.page_file(old.moved_to.path).exists()


def test_E14_a_scheduled_then_published_episode_can_be_corrected_and_withdrawn():
    episode = subjects.make_episode()
    subjects.due(episode)
    run_due()
    episode.summary = "Other words."
    episode.save()
    subjects.approved(episode)
    scheduling.update(subject=subject_of(episode), by=ana(), notice="A word was wrong.")
    scheduling.withdraw(subject=subject_of(episode), by=ana(), notice="Withdrawn.")
    assert run_due() == 2
    assert not LiveRevision.objects.filter(kind="episode").exists()


def test_a_withdrawal_puts_a_notice_there_and_cleans_every_list():
    first, second = subjects.make_episode(), None
    subjects.published(first)
    second = subjects.make_episode(series=first.series)
    subjects.published(second)
    path = Page.objects.get(subject=subject_of(second), kind="episode").path

    scheduling.withdraw(subject=subject_of(second), by=ana(), notice="The rights have ended.")
    run_due()

    assert "The rights have ended." in files.notice_file(path).read_text()
    assert not files.page_file(path).exists()
    root = settings.PAGES_ROOT / "pages"
    named = [file for file in root.rglob("*") if file.is_file() and path.encode() in file.read_bytes()]
    assert named == []


def test_a_withdrawn_episode_is_brought_back_at_its_old_address_and_date():
    episode = subjects.make_episode()
    first = subjects.published(episode)
    scheduling.withdraw(subject=subject_of(episode), by=ana(), notice="For now.")
    run_due()
    scheduling.bring_back(subject=subject_of(episode), by=ana())
    assert run_due() == 1
    page = Page.objects.get(subject=subject_of(episode), kind="episode")
    assert page.state == "up"
    assert not files.notice_file(page.path).exists()
    assert files.page_file(page.path).exists()
    assert LiveRevision.objects.get(kind="episode").published_at == first.instant


def test_what_fails_the_gate_is_held_with_its_reason_and_the_rest_go_on():
    bad, good = subjects.make_episode(), subjects.make_episode()
    bad_release = subjects.due(bad, seconds_ago=2)
    subjects.due(good)
    bad.creator.consents.all().delete()
    assert run_due() == 1
    bad_release.refresh_from_db()
    assert bad_release.state == "held"
    assert "consent" in bad_release.hold_reason
    assert run_due() == 0


def test_an_update_of_what_is_not_public_is_held():
    episode = subjects.make_episode()
    subjects.published(episode)
    episode.title = "Other"
    episode.save()
    subjects.approved(episode)
    update = scheduling.update(
        subject=subject_of(episode), by=ana(), wall=subjects.wall_in(60), zone="UTC"
    ).release
    LiveRevision.objects.filter(kind="episode").delete()
    Release.objects.filter(pk=update.pk).update(instant=update.instant - timedelta(minutes=5))
    run_due()
    update.refresh_from_db()
    assert update.state == "held"
    assert "nothing to update" in update.hold_reason


def test_a_teaser_stands_at_the_episodes_address_until_the_film_is_out():
    episode = subjects.make_episode()
    teaser = subjects.make_teaser(episode)
    subjects.published(teaser)
    release = subjects.scheduled(episode)
    bake_marked()
    path = Page.objects.get(subject=subject_of(episode), kind="episode").path
    assert "<video" not in page_text(path)
    assert teaser.line in page_text(path)
    assert path in page_text("/calendar.ics").replace("\n ", "")

    scheduling.publish_now(subject=subject_of(episode), by=ana())
    run_due()
    release.refresh_from_db()
    assert release.state == "published"
    assert "<video" in page_text(path)
    assert not LiveRevision.objects.filter(kind="teaser").exists()


def test_neighbours_are_joined_when_the_one_between_them_goes():
    series = subjects.make_series()
    episodes = [subjects.make_episode(series=series) for _ in range(3)]
    for episode in episodes:
        subjects.published(episode)
    scheduling.withdraw(subject=subject_of(episodes[1]), by=ana(), notice="Gone.")
    run_due()
    first = LiveRevision.objects.get(subject=subject_of(episodes[0]))
    last = LiveRevision.objects.get(subject=subject_of(episodes[2]))
    assert (first.next, last.previous) == (last.pk, first.pk)


def test_effects_are_written_once_in_the_transaction_of_the_release(settings):
    settings.CDN_PURGE_URL = "http://127.0.0.1:9/purge"
    release = subjects.due(subjects.make_episode())
    run_due()
    targets = sorted(Effect.objects.filter(release=release, kind="purge").values_list("target", flat=True))
    assert targets == ["again", "lists", "subject"]
