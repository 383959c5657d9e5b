"""Each check is pass, warn or stop, says so in a sentence, and names where it is mended."""

from datetime import date
from typing import Any

import pytest

from series import readiness, reviews
from series.models import Episode, Subject
from series.models.subject import subject_of
from series.readiness import Finding, Level, approval, facts, metadata
from series.revisions import approved_revision, content_of
from tests.factories import people, subjects

pytestmark = pytest.mark.django_db

GOOD = "She boiled soap in a shed, and a village went back to work."


def levels(thing, **said: Any) -> dict[str, str]:
    """The worst verdict of each check on what stands there now, with these words instead."""
    subject = Subject.objects.get(pk=subject_of(thing).pk)
    found: dict[str, str] = {}
    order = [Level.PASS, Level.WARN, Level.STOP]
    for finding in _findings(subject, said):
        before = found.get(finding.code, Level.PASS)
        found[finding.code] = max(before, finding.level, key=order.index)
    return found


def _findings(subject: Subject, said: dict[str, Any]) -> list[Finding]:
    from series.models import Revision

    content = {**content_of(subject), **said}
    return readiness.check(
        subject=subject, revision=Revision(subject=subject, content=content), day=date.today()
    )


def test_a_complete_episode_passes_every_check():
    found = levels(subjects.make_episode())
    assert set(found) == {
        *("byline", "metadata", "facts", "length", "poster"),
        *("captions", "transcript", "consent", "address"),
    }
    assert set(found.values()) == {Level.PASS}


def test_every_finding_names_where_it_is_mended():
    episode = subjects.make_episode(
        complete=False, summary="", byline="", sources="", creator=subjects.make_creator(consent=False)
    )
    for finding in _findings(subject_of(episode), {}):
        assert finding.field or finding.place, finding


@pytest.mark.parametrize(
    ("said", "code", "level"),
    [
        ({"video": None}, "film", Level.STOP),
        ({"poster": None}, "poster", Level.STOP),
        ({"captions": []}, "captions", Level.STOP),
        ({"transcript": " "}, "transcript", Level.STOP),
        ({"summary": ""}, "summary", Level.STOP),
        ({"byline": ""}, "byline", Level.WARN),
        ({"summary": "Soap."}, "metadata", Level.WARN),
        ({"summary": "Soap and more soap. " * 20}, "metadata", Level.WARN),
        ({"title": "Soap " * 20}, "metadata", Level.WARN),
        ({"sources": []}, "facts", Level.WARN),
    ],
)
def test_what_is_missing_is_found(said, code, level):
    assert levels(subjects.make_episode(), **said)[code] == level


def test_a_poster_without_words_stops():
    episode = subjects.make_episode()
    poster = content_of(subject_of(episode))["poster"]
    [finding] = [
        one
        for one in _findings(subject_of(episode), {"poster": {**poster, "alt": " "}})
        if one.code == "poster"
    ]
    assert (finding.level, finding.field) == (Level.STOP, "poster_alt")


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("She made 4,000 bars in a year.", "4,000"),
        ("Prices rose by 12% and more.", "12%"),
        ("“I boiled soap,” she says.", "“I boiled soap,”"),
        ("In 2019 it began.", "2019"),
        ("It began with soap.", ""),
        ("It cost $25,000.", "$25,000"),
    ],
)
def test_a_figure_or_a_quotation_is_a_fact_that_wants_a_source(text, stated):
    assert facts.stated_in(text).strip(" .") == stated.strip(" .")
    found = list(
        facts.check(
            subject=Subject(kind="episode"),
            content={"sources": [], "summary": "", "story": text},
            day=date.today(),
        )
    )
    assert found[0].level == Level.WARN
    assert (stated in found[0].sentence) or not stated


def test_metadata_of_other_kinds_is_looked_at_too():
    assert levels(subjects.make_series(promise="Short."))["metadata"] == Level.WARN
    assert levels(subjects.make_cause(summary=""))["metadata"] == Level.PASS
    assert "metadata" not in levels(subjects.make_legal())
    assert metadata.SUMMARY_LEAST < metadata.SUMMARY_SHOWN


def approvals(thing, revision=None) -> Finding:
    [finding] = approval.check(approved=approved_revision(subject_of(thing)), revision=revision)
    return finding


def test_approval_says_where_it_is_on_its_way():
    episode = subjects.make_episode(complete=False)
    assert (approvals(episode).level, approvals(episode).place) == (Level.STOP, "submit")
    review = reviews.submit(subjects=[subject_of(episode)], by=people.ben())
    waiting = review.revisions.get(subject=subject_of(episode))
    finding = approvals(episode, waiting)
    assert (finding.level, finding.place, finding.which) == (Level.STOP, "review", review.pk)
    reviews.ask_changes(review_id=review.pk, by=people.ana(), note="The name.")
    waiting.refresh_from_db()
    assert "Changes were asked for" in approvals(episode, waiting).sentence
    approved = subjects.approved(episode)
    finding = approvals(episode, approved)
    assert finding.level == Level.PASS
    assert "Ana" in finding.sentence or "ana" in finding.sentence


def test_E3_what_was_edited_after_the_approval_is_said_not_to_go_out():
    episode = subjects.make_episode(complete=False)
    subjects.approved(episode)
    Episode.objects.filter(pk=episode.pk).update(title="Other")
    finding = approvals(episode)
    assert finding.level == Level.WARN
    assert "revision 1 was approved: that one would go out" in finding.sentence


def test_a_check_of_an_installation_brings_its_own_place():
    from series.admin import mending

    def check(*, subject, content, day):
        yield Finding("music", Level.STOP, "The music is not cleared.", place="music-desk", which=3)

    readiness.register(check)
    mending.register("music-desk", lambda subject, finding: f"/music/{finding.which}/")
    try:
        subject = subject_of(subjects.make_episode(complete=False))
        [finding] = [one for one in _findings(subject, {}) if one.code == "music"]
        assert mending.address(subject, finding) == "/music/3/"
    finally:
        readiness._CHECKS.remove(check)
        del mending._PLACES["music-desk"], mending._NEEDS["music-desk"]
