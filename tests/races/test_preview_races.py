"""Links revoked while they are used, and answered by two hands at once."""

import uuid
from functools import partial

import pytest

from series.models import Notice, PreviewAnswer, PreviewLink
from series.previews import answers, links
from tests.factories import people, previews, subjects
from tests.races.together import count, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def revision():
    return previews.submitted(subjects.make_episode(complete=False))


def test_X1_a_link_revoked_while_it_is_opened_counts_exactly_those_who_saw_it(revision):
    link, token = previews.shared(revision)
    by = people.ana()
    results = together(
        *[lambda: links.opened(token) is not None] * 8, lambda: links.revoke(link_id=link.pk, by=by)
    )
    link.refresh_from_db()
    assert link.revoked_at is not None
    assert link.uses == count(results[:-1], True)
    assert links.opened(token) is None
    assert links.alive(token) is None


def test_an_answer_and_a_revocation_at_once_end_in_an_order(revision):
    by = people.ana()
    for _ in range(3):
        link, _token = previews.shared(revision, purpose="approve")
        answered, revoked = together(
            partial(answers.answer, link_id=link.pk, revision_id=revision.pk, verdict="approved"),
            partial(links.revoke, link_id=link.pk, by=by),
        )
        assert isinstance(revoked, PreviewLink)
        if isinstance(answered, answers.Closed):
            assert not PreviewAnswer.objects.filter(link=link).exists()
        else:
            assert answered.answered_at <= revoked.revoked_at


def test_the_same_answer_from_two_windows_is_one_answer_and_one_notice(revision):
    link, _token = previews.shared(revision, purpose="approve")

    def approve() -> PreviewAnswer:
        return answers.answer(link_id=link.pk, revision_id=revision.pk, verdict="approved")

    together(approve, approve, approve)
    assert PreviewAnswer.objects.count() == 1
    assert Notice.objects.count() == 1


def test_two_who_revoke_one_link_are_told_who_was_first(revision):
    link, _token = previews.shared(revision)
    ana, chi = people.ana(), people.chi()
    results = together(
        lambda: links.revoke(link_id=link.pk, by=ana), lambda: links.revoke(link_id=link.pk, by=chi)
    )
    assert sorted(type(result).__name__ for result in results) == ["NotShared", "PreviewLink"]


def test_one_form_sent_from_two_windows_makes_one_link(revision):
    key = uuid.uuid4()
    people.ben()
    results = together(*[lambda: previews.shared(revision, form_key=key)] * 3)
    assert sum(isinstance(result, links.NotShared) for result in results) == 2
    assert PreviewLink.objects.count() == 1
