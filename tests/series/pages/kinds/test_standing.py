"""The log of corrections, the press page and security.txt: what they show, and what touches them."""

from datetime import date, timedelta

import pytest

from series import scheduling
from series.models import Correction, LiveRevision, Mark, Page, Release, Site
from series.models.subject import subject_of
from series.pages import touched
from series.pages.live import PART_SIZE, LiveSet
from series.pages.marks import ensure_standing
from series.pages.render import render
from series.publishing import renewals
from series.publishing.due import database_now
from series.publishing.run import run
from tests.factories import live as make
from tests.factories import subjects
from tests.factories.people import ana

pytestmark = pytest.mark.django_db(transaction=True)


def ran(outcome) -> Release:
    run(outcome.release.pk)
    return outcome.release


def corrected(thing, notice: str, **changes) -> set[str]:
    """Change, approve and publish it with this notice; the paths that were told before and marked then."""
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.save()
    subjects.approved(thing)
    Mark.objects.all().delete()
    outcome = scheduling.update(subject=subject_of(thing), by=ana(), notice=notice)
    ran(outcome)
    marked = set(Mark.objects.values_list("page__path", flat=True))
    assert marked == set(outcome.paths)
    return marked


def withdrawn(thing, notice: str) -> set[str]:
    Mark.objects.all().delete()
    outcome = scheduling.withdraw(subject=subject_of(thing), by=ana(), notice=notice)
    ran(outcome)
    marked = set(Mark.objects.values_list("page__path", flat=True))
    assert marked == set(outcome.paths)
    return marked


def text_of(path: str) -> str:
    body = render(page=Page.objects.get(path=path), live=LiveSet())
    assert body is not None
    return body.decode()


def test_a_correction_and_a_withdrawal_stand_in_the_log_the_newest_first_each_linked():
    first, second = subjects.make_episode(title="A bar of soap"), subjects.make_episode(title="A jar of jam")
    for episode in (first, second):
        subjects.published(episode)
    assert "/corrections/" in corrected(first, "It was four dollars, not five.", summary="Four dollars.")
    assert "/corrections/" in withdrawn(second, "Withdrawn at her wish.")
    text = text_of("/corrections/")
    assert text.index("Withdrawn at her wish.") < text.index("It was four dollars, not five.")
    assert f'href="{Page.objects.get(kind="episode", subject=subject_of(first)).path}"' in text
    assert f'href="/embed/{subject_of(second).pk}/"' in text
    assert text_of("/corrections/1/").count("<li id=") == 2


def test_what_has_no_notice_touches_the_log_of_nobody():
    episode, other = subjects.make_episode(), subjects.make_episode()
    Mark.objects.all().delete()
    subjects.published(episode)
    assert not Mark.objects.filter(page__kind__startswith="corrections").exists()
    corrected(episode, "The date was wrong.", summary="Another date.")
    Mark.objects.all().delete()
    subjects.published(other)
    other.summary = "Said better."
    other.save()
    subjects.published(other)
    assert not Mark.objects.filter(page__kind__startswith="corrections").exists()
    assert Correction.objects.count() == 1


def test_a_later_edit_of_what_was_corrected_touches_its_lines_for_they_show_its_name():
    episode = subjects.make_episode()
    subjects.published(episode)
    corrected(episode, "The date was wrong.", summary="Another date.")
    assert {"/corrections/", "/corrections/1/"} <= corrected(episode, "", title="Another title")
    assert "Another title" in text_of("/corrections/1/")


def test_who_is_withdrawn_is_named_in_the_log_no_more_nor_what_was_once_said_of_them():
    creator = subjects.make_creator(name="Wilma Hargrove")
    episode = subjects.make_episode(creator=creator, title="Wilma's soap")
    subjects.published(episode)
    corrected(episode, "Wilma is 47.", summary="She is 47.")
    corrected(creator, "Wilma lives in Springfield.", place="Springfield")
    assert "Wilma is 47." in text_of("/corrections/")
    withdrawn(episode, "This film was withdrawn.")
    withdrawn(creator, "This page was withdrawn.")
    text = text_of("/corrections/")
    assert "This film was withdrawn." in text
    assert "This page was withdrawn." in text
    assert "Wilma" not in text
    assert "wilma" not in text


def test_what_comes_back_is_named_again():
    episode = subjects.make_episode(title="A bar of soap")
    subjects.published(episode)
    corrected(episode, "It was four dollars.", summary="Four.")
    withdrawn(episode, "Withdrawn for a while.")
    subjects.approved(episode)
    Mark.objects.all().delete()
    ran(scheduling.bring_back(subject=subject_of(episode), by=ana(), reason="It is right now."))
    assert "/corrections/1/" in set(Mark.objects.values_list("page__path", flat=True))
    text = text_of("/corrections/")
    assert "It was four dollars." in text
    assert "public again since" in text


def test_a_release_that_is_run_twice_stands_in_the_log_once():
    episode = subjects.make_episode()
    subjects.published(episode)
    episode.summary = "Another."
    episode.save()
    subjects.approved(episode)
    release = ran(scheduling.update(subject=subject_of(episode), by=ana(), notice="It was wrong."))
    run(release.pk)
    assert Correction.objects.count() == 1


def test_old_parts_of_the_log_stay_as_they_are():
    make.make_live_site()
    ensure_standing()
    episode = make.make_live_episode()
    row = LiveRevision.objects.get(subject=episode)
    for place in range(1, PART_SIZE + 3):
        release = Release.objects.create(kind="update", instant=row.published_at, notice="…")
        Correction.objects.create(
            pk=place,
            kind="corrected",
            subject=episode,
            release=release,
            at=row.published_at,
            notice=f"No. {place}.",
        )
    make.make_page("corrections_part", key="1")
    make.make_page("corrections_part", key="2")
    first = text_of("/corrections/1/")
    release = Release.objects.create(kind="update", instant=row.published_at, notice="…")
    Correction.objects.create(
        kind="corrected",
        subject=episode,
        release=release,
        at=row.published_at,
        notice="One more.",
        pk=PART_SIZE + 3,
    )
    assert text_of("/corrections/1/") == first
    assert 'href="/corrections/1/"' in text_of("/corrections/")
    assert "One more." in text_of("/corrections/2/")
    assert [ref.key for ref in touched._log_refs([PART_SIZE + 3])][1:] == ["2"]


def test_the_press_page_has_facts_films_codes_pictures_and_whom_to_ask(hub, rendered):
    text = rendered("press")
    for said in (
        *("Sparks of Good", "Annual report", "Third", "Jon Example", "mailto:desk@example.org"),
        *("&lt;iframe", "Text and film: CC BY-NC 4.0", "A Fictional Foundation", "poster-1080.jpeg"),
    ):
        assert said in text, said


def test_without_a_licence_no_picture_is_offered(hub, rendered):
    make.make_live_site(licence="", contact_email="")
    text = rendered("press")
    assert "poster-1080" not in text
    assert "Ask us before you print" in text
    assert "mailto:" not in text


def security() -> Page:
    return Page.objects.get(kind="security")


def test_security_txt_says_whom_to_tell_and_never_runs_out():
    make.make_live_site(contact_email="holes@example.org")
    ensure_standing()
    renewals.renew()
    assert not renewals.renew()
    text = text_of("/.well-known/security.txt")
    assert text.splitlines() == [
        "Contact: mailto:holes@example.org",
        f"Expires: {security().key}T00:00:00Z",
        "Preferred-Languages: en",
        "Canonical: http://hub.test/.well-known/security.txt",
    ]
    today = database_now().date()
    assert timedelta(days=300) < date.fromisoformat(security().key) - today < timedelta(days=365)

    for left in (299, -200):
        Page.objects.filter(pk=security().pk).update(key=(today + timedelta(days=left)).isoformat())
        Mark.objects.all().delete()
        assert renewals.renew()
        assert date.fromisoformat(security().key) - today > timedelta(days=300)
        assert Mark.objects.get().page == security()


def test_a_hub_that_nobody_can_write_to_has_no_security_txt():
    ensure_standing()
    renewals.renew()
    assert render(page=security(), live=LiveSet()) is None
    assert not Site.objects.exists()
