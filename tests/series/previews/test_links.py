"""What a link is from its making to its end, and what the database itself holds to."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.db.utils import ProgrammingError

from series.models import PreviewAnswer, PreviewLink
from series.models.subject import subject_of
from series.previews import links
from series.publishing.due import database_now
from sparks.desk.history import events_of
from tests.factories import people, previews, subjects

pytestmark = pytest.mark.django_db
NOT_SO = (IntegrityError, InternalError, ProgrammingError)


@pytest.fixture
def revision():
    return previews.submitted(subjects.make_episode(complete=False))


def test_a_link_lives_seven_days_unless_told_otherwise(revision):
    link, _token = previews.shared(revision)
    assert timedelta(days=7) - timedelta(minutes=1) < link.expires_at - database_now() <= timedelta(days=7)


@pytest.mark.parametrize("days", [0, -1, 61])
def test_too_short_and_too_long_a_life_is_refused(revision, days):
    with pytest.raises(links.NotShared, match="from 1 to 60 days"):
        previews.shared(revision, days=days)


def test_nobody_is_no_recipient(revision):
    with pytest.raises(links.NotShared, match="who it is for"):
        previews.shared(revision, recipient="  ")


def test_what_was_never_sent_for_review_has_nothing_to_show():
    with pytest.raises(links.NotShared, match="never sent for review"):
        links.make(
            subject=subject_of(subjects.make_episode(complete=False)),
            revision=None,
            recipient="Wilma",
            by=people.ben(),
            form_key=uuid.uuid4(),
        )


def test_a_form_that_is_sent_twice_makes_one_link(revision):
    key = uuid.uuid4()
    previews.shared(revision, form_key=key)
    with pytest.raises(links.NotShared, match="made already"):
        previews.shared(revision, form_key=key)
    assert PreviewLink.objects.count() == 1


def test_what_is_revoked_is_not_revoked_again(revision):
    link, _token = previews.shared(revision)
    assert links.revoke(link_id=link.pk, by=people.ana()).revoked_by == people.ana()
    with pytest.raises(links.NotShared, match="already"):
        links.revoke(link_id=link.pk, by=people.chi())


@pytest.mark.parametrize(
    "change",
    [
        {"expires_at": database_now},
        {"recipient": "Somebody else"},
        {"token_hash": "0" * 64},
        {"revision": None},
    ],
)
def test_the_database_lets_nobody_change_what_a_link_is(revision, change):
    link, _token = previews.shared(revision)
    given = {name: value() if callable(value) else value for name, value in change.items()}
    with pytest.raises(NOT_SO), transaction.atomic():
        PreviewLink.objects.filter(pk=link.pk).update(**given)


def test_the_database_lets_nobody_bring_a_link_back(revision):
    link, _token = previews.shared(revision)
    links.revoke(link_id=link.pk, by=people.ana())
    with pytest.raises(NOT_SO), transaction.atomic():
        PreviewLink.objects.filter(pk=link.pk).update(revoked_at=None, revoked_by=None)


def test_the_database_refuses_a_revision_of_another_subject(revision):
    other = previews.submitted(subjects.make_episode(complete=False))
    with pytest.raises(NOT_SO), transaction.atomic():
        links.make(
            subject=revision.subject,
            revision=other,
            recipient="Wilma",
            by=people.ben(),
            form_key=uuid.uuid4(),
        )
    link, _token = previews.shared(revision, purpose="approve")
    with pytest.raises(NOT_SO), transaction.atomic():
        PreviewAnswer.objects.create(link=link, revision=other, verdict="approved")


def test_who_made_and_who_revoked_is_in_the_history_and_uses_are_not(revision):
    link, token = previews.shared(revision)
    links.opened(token)
    links.revoke(link_id=link.pk, by=people.ana())
    assert [event.pgh_label for event in events_of(PreviewLink, pgh_obj_id=link.pk)] == ["update", "insert"]
