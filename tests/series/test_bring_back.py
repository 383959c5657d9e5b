"""What was withdrawn comes back: where it was, since when it was, with what was corrected. A5, E14."""

import pytest

from series import scheduling
from series.models import Episode, LiveRevision, Page, PublicFile, Release, Subject
from series.models.subject import subject_of
from series.pages import files
from series.pages.bake import bake_marked
from series.pages.verify import verify
from series.publishing.tick import run_due
from series.scheduling import NotPossible
from series.scheduling.withdrawn import is_withdrawn
from series.video.usage import keys_of
from tests.factories import subjects
from tests.factories.people import ana

pytestmark = pytest.mark.django_db(transaction=True)


def gone(episode: Episode, *, notice: str = "For now.") -> Subject:
    subject = subject_of(episode)
    scheduling.withdraw(subject=subject, by=ana(), notice=notice)
    assert run_due() == 1
    return subject


def back(subject: Subject) -> LiveRevision:
    scheduling.bring_back(subject=subject, by=ana())
    assert run_due() == 1
    return LiveRevision.objects.get(subject=subject)


def text(path: str) -> str:
    return files.page_file(path).read_text()


def test_A5_it_stands_at_its_address_with_its_first_date_and_files_and_without_the_notice():
    episode = subjects.make_episode()
    first = subjects.published(episode)
    subject = gone(episode)
    page = Page.objects.get(subject=subject, kind="episode")
    assert files.notice_file(page.path).exists()
    keys = keys_of([first.items.get(subject=subject).revision_id])
    assert not PublicFile.objects.filter(key__in=keys).exists()
    live = back(subject)
    page.refresh_from_db()
    assert (page.state, page.notice, page.gone_at) == ("up", "", None)
    assert not files.notice_file(page.path).exists(), "410 is 200 again"
    assert "<video" in text(page.path)
    assert live.published_at == first.instant
    assert PublicFile.objects.filter(key__in=keys, verified_at__isnull=False).count() == len(keys)
    for listing in ("/", "/feed.xml", "/archive/", "/sitemap/1.xml", "/calendar.ics"):
        assert page.path in text(listing).replace("\r\n ", "").replace("\n ", ""), listing
    bake_marked()
    assert list(verify(deep=True)) == []


def test_it_stands_between_its_neighbours_again_and_their_pages_say_so():
    series = subjects.make_series()
    episodes = [subjects.make_episode(series=series) for _ in range(3)]
    for episode in episodes:
        subjects.published(episode)
    middle = back(gone(episodes[1]))
    first, last = (LiveRevision.objects.get(subject__episode=episodes[i]) for i in (0, 2))
    assert (middle.previous, middle.next) == (first.pk, last.pk)
    assert (first.next, last.previous) == (middle.pk, middle.pk)
    bake_marked()
    path = Page.objects.get(subject=middle.pk, kind="episode").path
    for other in (first, last):
        assert path in text(Page.objects.get(subject=other.pk, kind="episode").path)


def test_its_corrections_stand_on_the_page_again():
    episode = subjects.make_episode()
    subjects.published(episode)
    episode.summary = "A kitchen."
    episode.save()
    subjects.approved(episode)
    scheduling.update(subject=subject_of(episode), by=ana(), notice="It was a kitchen, not a shed.")
    run_due()
    before = LiveRevision.objects.get(kind="episode").corrections
    live = back(gone(episode))
    assert live.corrections == before
    assert "It was a kitchen, not a shed." in text(Page.objects.get(subject=live.pk, kind="episode").path)


def test_its_calendar_event_goes_on_counting():
    episode = subjects.make_episode()
    subjects.published(subjects.make_teaser(episode))
    subjects.scheduled(episode)
    scheduling.publish_now(subject=subject_of(episode), by=ana())
    run_due()
    before = LiveRevision.objects.get(kind="episode").premiere_sequence
    assert before > 0
    once = back(gone(episode)).premiere_sequence
    twice = back(gone(episode)).premiere_sequence
    assert before < once < twice
    assert f"SEQUENCE:{twice}" in text("/calendar.ics")


def test_under_another_name_the_address_it_had_leads_to_the_new_one():
    episode = subjects.make_episode(slug="old")
    subjects.published(episode)
    subject = gone(episode)
    old = Page.objects.get(subject=subject, kind="episode")
    Episode.objects.filter(pk=episode.pk).update(slug="new")
    subjects.approved(Episode.objects.get(pk=episode.pk))
    back(subject)
    old.refresh_from_db()
    assert (old.state, old.moved_to.path) == ("moved", old.path.replace("-old/", "-new/"))
    assert not files.notice_file(old.path).exists()


def test_it_comes_back_at_an_instant_and_not_before():
    episode = subjects.make_episode()
    subjects.published(episode)
    subject = gone(episode)
    outcome = scheduling.bring_back(subject=subject, by=ana(), wall=subjects.wall_in(3600), zone="UTC")
    assert outcome.release.state == "scheduled"
    assert run_due() == 0
    assert is_withdrawn(subject)


def test_consent_is_asked_for_as_ever():
    episode = subjects.make_episode()
    subjects.published(episode)
    subject = gone(episode)
    episode.creator.consents.all().delete()
    with pytest.raises(NotPossible, match="no consent"):
        scheduling.bring_back(subject=subject, by=ana())


def test_no_other_act_brings_it_back_by_the_way():
    episode = subjects.make_episode()
    subjects.published(episode)
    subject = gone(episode)
    other = subjects.approved(subjects.make_legal()).subject
    wall = subjects.wall_in(60)
    for act in (
        lambda: scheduling.publish_now(subject=subject, by=ana()),
        lambda: scheduling.plan(subject=subject, wall=wall, zone="UTC", by=ana()),
        lambda: scheduling.release_together(subjects=[subject, other], by=ana()),
    ):
        with pytest.raises(NotPossible, match="was withdrawn"):
            act()
    assert not Release.objects.exclude(state="published").exists()


def test_a_plan_from_before_the_withdrawal_does_not_bring_it_back():
    legal = subjects.make_legal()
    subjects.published(legal)
    subject = subject_of(legal)
    other = subjects.approved(subjects.make_legal()).subject
    planned = scheduling.plan(subject=subject, wall=subjects.wall_in(7200), zone="UTC", by=ana()).release
    scheduling.withdraw(subject=subject, by=ana(), notice="Gone.")
    run_due()
    with pytest.raises(NotPossible, match="was withdrawn since"):
        scheduling.schedule(release_id=planned.pk, by=ana())
    scheduling.cancel(release_id=planned.pk, by=ana())
    with pytest.raises(NotPossible, match="was withdrawn"):
        scheduling.release_together(subjects=[subject, other], by=ana())
    scheduling.bring_back(subject=subject, by=ana())
    assert run_due() == 1


def test_what_is_public_or_never_was_is_not_brought_back():
    episode = subjects.make_episode()
    with pytest.raises(NotPossible, match="is not withdrawn"):
        scheduling.bring_back(subject=subject_of(episode), by=ana())
    subjects.published(episode)
    with pytest.raises(NotPossible, match="is not withdrawn"):
        scheduling.bring_back(subject=subject_of(episode), by=ana())


def test_a_person_withdrawn_with_the_film_comes_back_along_with_it_and_is_named():
    episode = subjects.make_episode()
    subjects.published(episode)
    subject = gone(episode)
    person = subject_of(episode.creator)
    scheduling.withdraw(subject=person, by=ana(), notice="For now.")
    run_due()
    outcome = scheduling.bring_back(subject=subject, by=ana())
    assert person in [item.subject for item in outcome.release.items.filter(role="companion")]
    run_due()
    assert LiveRevision.objects.filter(subject=person).exists()


def test_replacing_a_file_after_the_approval_changes_nothing_of_what_goes_out():
    episode = subjects.make_episode()
    subjects.approved(episode)
    approved = episode.video.sha256
    episode.video = subjects.film(seed=3)
    episode.save()
    assert episode.video.sha256 != approved
    scheduling.publish_now(subject=subject_of(episode), by=ana())
    run_due()
    assert LiveRevision.objects.get(kind="episode").revision.content["video"]["sha256"] == approved
