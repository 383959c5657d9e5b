"""The demonstration: every state, made once, and never over anybody's work."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from creators.models import Consent, Creator
from series.demo import description, ground, making
from series.demo.accounts import ACCOUNTS, password_of
from series.demo.programmes import PROGRAMMES, SPARKS_GOOD
from series.models import Asset, DayCount, Episode, LiveRevision, Page, Release, Review, Revision, Slot
from series.pages.verify import verify
from series.publishing import seal
from series.publishing.due import database_now
from tests.factories import subjects

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _sealed(settings, transactional_db):
    settings.ENVIRONMENT_ID = "demo"


class Interrupted(Exception):
    pass


class SaysSo:
    """Listens to what the demonstration says of itself, and interrupts it at that line."""

    def __init__(self, *, at: int | None = None) -> None:
        self.lines: list[str] = []
        self.at = at

    def __call__(self, line: str) -> None:
        self.lines.append(line)
        if len(self.lines) == self.at:
            raise Interrupted


def counted() -> dict[str, int]:
    return {
        model.__name__: model.objects.count() for model in (Asset, Creator, Release, Review, Revision, Slot)
    }


def release(number: int, *, series: str = SPARKS_GOOD.slug, kind: str = "publish") -> Release:
    episode = Episode.objects.get(series__slug=series, number=number)
    return Release.objects.get(items__subject=episode.subject, items__role="main", kind=kind)


@pytest.mark.timeout(900)
def test_every_state_occurs_and_a_run_after_an_interruption_goes_on():
    with pytest.raises(Interrupted):
        making.make(seconds=3600, say=SaysSo(at=2))
    films = Asset.objects.filter(kind="video").count()
    making.make(seconds=3600, say=SaysSo())

    assert Asset.objects.filter(kind="video").count() == films == 12
    assert {release(1).state, release(2).state} == {"published"}
    assert {release(3).state, release(4).state} == {"scheduled"}
    assert timedelta(minutes=50) < release(3).instant - database_now() < timedelta(hours=1)
    assert {release(5).state, release(6).state} == {"planned"}
    assert release(8).state == "cancelled"
    assert Release.objects.filter(items__subject__episode__number=7).count() == 0
    assert "withdrew the consent" in release(4, series="change-makers").hold_reason
    assert release(3, series="change-makers", kind="withdraw").state == "published"
    corrected = LiveRevision.objects.get(
        subject__episode__series__slug="change-makers", subject__episode__number=2
    )
    assert "seven" in corrected.corrections[0]["notice"]
    teasers = LiveRevision.objects.filter(kind="teaser", premiere_status="expected")
    assert {live.revision.content["name"] for live in teasers} == {"Jon Lynch", "Jasmine Vega"}
    assert Review.objects.filter(state="in_review").count() == 1
    states = dict(
        LiveRevision.objects.filter(kind="resource").values_list("subject__resource__slug", "window_state")
    )
    assert states == {"crash-course": "open", "mentorship": "announced", "an-evening-about-sound": "closed"}
    assert LiveRevision.objects.filter(kind="front").count() == 1
    sources = {row.revision.content["source"] for row in LiveRevision.objects.filter(kind="figure")}
    assert sources == {"as reported, 2024", "fictional, made up for this demonstration"}
    first = LiveRevision.objects.get(
        kind="episode", subject__episode__series__slug=SPARKS_GOOD.slug, subject__episode__number=1
    )
    assert len(first.resources) == 1
    gone = Page.objects.get(path="/change-makers/3-a-room-that-is-warm/")
    assert gone.state == "gone"
    assert list(verify(deep=True)) == []
    ends = DayCount.objects.filter(kind="completion").values_list("page__subject__episode__creator__name")
    assert ends.exists()
    # No figure is made up for anybody real, and no site that there is.
    assert all(name.endswith(" Example") for (name,) in ends)
    sites = DayCount.objects.exclude(host__in=["", "other"]).values_list("host", flat=True).distinct()
    assert all(".example." in site for site in sites)

    before = counted()
    again = SaysSo()
    making.make(seconds=1, say=again)
    assert counted() == before
    assert again.lines == ["The demonstration is there already; nothing was changed."]

    said = list(description.lines())
    assert said[0] == f"staff login: chief / {password_of('chief')}"
    assert len(said) == len(ACCOUNTS) + 1
    assert said[-1].startswith('episode 3, "For veterans\' health care", goes live ')
    for name, role, _shown in ACCOUNTS:
        account = authenticate(username=name, password=password_of(name))
        assert [group.name for group in account.groups.all()] == [role]
    assert all(episode.facts["warnings"] == [] for episode in Asset.objects.filter(kind="captions"))


def test_it_refuses_a_database_with_work_in_it():
    subjects.make_series()
    with pytest.raises(CommandError, match="Use another database"):
        call_command("demo")
    assert not seal.is_demonstration()
    assert Creator.objects.count() == 0


def test_it_refuses_a_demonstration_with_other_work_in_it():
    seal.accept(environment="demo", demonstration=True)
    subjects.make_creator()
    with pytest.raises(ground.NotHere, match="Wilma Hargrove"):
        ground.claim()


def test_it_refuses_an_installation_without_a_name(settings):
    settings.ENVIRONMENT_ID = ""
    with pytest.raises(ground.NotHere):
        ground.claim()


def test_without_a_demonstration_the_description_names_no_password():
    assert [line for line in description.lines() if "login:" in line] == []


def test_of_real_people_only_what_was_reported_is_said_and_nobody_signed():
    from series.demo import working_copies

    real = [entry for programme in PROGRAMMES for entry in programme.entries if entry.person.real]
    assert {entry.person.name for entry in real} == {
        "Jessie Whittington",
        "Spencer Russell",
        "Jon Lynch",
        "Jasmine Vega",
    }
    series = working_copies.series(SPARKS_GOOD)
    for entry in real:
        episode = working_copies.episode(entry, series=series)
        assert (episode.creator.quote, episode.creator.links, episode.post_url) == ("", [], "")
        assert "not the original" in episode.story
    signed = set(Consent.objects.values_list("signed_as", "demonstration"))
    assert signed == {("demonstration, no signature", True)}


def test_everybody_else_is_plainly_made_up():
    others = [entry for programme in PROGRAMMES for entry in programme.entries if not entry.person.real]
    assert all(entry.person.name.endswith(" Example") for entry in others)
    assert all("fictional person" in entry.story for entry in others)
