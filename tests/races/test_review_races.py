"""Two at one review, or at one bundle: one wins, the other is told, and nothing that was said is lost."""

import pytest

from series import reviews, scheduling
from series.bundles import mains
from series.models import Comment, Release, ReleaseItem, Review
from series.models.subject import subject_of
from series.publishing.run import Ran, run
from series.reviewing import comments, resolving
from series.reviewing.comments import NotSaid
from series.scheduling import NotPossible, Outcome
from series.states import UNFINISHED
from sparks.states import IllegalMove
from tests.factories import subjects
from tests.factories.people import ana, ben, chi
from tests.races.together import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def sent() -> Review:
    return reviews.submit(subjects=[subject_of(subjects.make_series())], by=ben())


def approved_subject(thing):
    return subjects.approved(thing).subject


@pytest.mark.parametrize("turn", range(10))
def test_two_approvals_at_once_leave_one_name_and_tell_the_other(turn):
    review, first, second = sent(), ana(), chi()
    results = together(
        lambda: reviews.approve(review_id=review.pk, by=first),
        lambda: reviews.approve(review_id=review.pk, by=second),
    )
    [won] = [one for one in results if isinstance(one, Review)]
    [lost] = [one for one in results if isinstance(one, IllegalMove)]
    assert f"{won.decided_by} approved this meanwhile" in str(lost)


@pytest.mark.parametrize("turn", range(10))
def test_a_comment_while_it_is_approved_is_either_kept_or_refused(turn):
    review, author, approver = sent(), chi(), ana()
    revision = review.revisions.get()
    results = together(
        lambda: comments.begin(revision_id=revision.pk, by=author, text="One more thing."),
        lambda: reviews.approve(review_id=review.pk, by=approver),
    )
    assert isinstance(results[1], Review)
    if isinstance(results[0], Comment):
        assert Comment.objects.count() == 1
    else:
        assert isinstance(results[0], NotSaid)
        assert "approved this meanwhile" in str(results[0])


@pytest.mark.parametrize("turn", range(10))
def test_a_newer_submission_and_an_approval_at_once_end_in_exactly_one(turn):
    review, author, approver = sent(), ben(), ana()
    subject = review.revisions.get().subject
    results = together(
        lambda: reviews.approve(review_id=review.pk, by=approver),
        lambda: reviews.submit(subjects=[subject], by=author),
    )
    review.refresh_from_db()
    assert isinstance(results[1], Review)
    if isinstance(results[0], Review):
        assert review.state == "approved"
    else:
        assert isinstance(results[0], IllegalMove)
        assert review.state == "superseded"


def test_a_thread_resolved_by_two_keeps_one_name_and_an_answer():
    review, first, second = sent(), ana(), chi()
    thread = comments.begin(revision_id=review.revisions.get().pk, by=first, text="Shorter.").thread
    results = together(
        lambda: resolving.resolve(thread_id=thread.pk, by=first),
        lambda: resolving.resolve(thread_id=thread.pk, by=second),
        lambda: comments.answer(thread_id=thread.pk, by=second, text="Done."),
    )
    assert not [one for one in results if isinstance(one, Exception)], results
    assert results[0].resolved_by == results[1].resolved_by
    assert thread.comments.count() == 2


@pytest.mark.parametrize("turn", range(5))
def test_a_bundle_and_a_single_publish_of_the_same_subject_at_once(turn):
    first, second = (approved_subject(subjects.make_legal()) for _ in range(2))
    editor, wall = ana(), subjects.wall_in(3600)
    results = together(
        lambda: scheduling.release_together(subjects=[first, second], by=editor, wall=wall, zone="UTC"),
        lambda: scheduling.plan(subject=first, wall=wall, zone="UTC", by=editor),
    )
    waiting = ReleaseItem.objects.filter(subject=first, release__state__in=UNFINISHED)
    assert waiting.count() == 1
    told = [one for one in results if isinstance(one, Exception)]
    assert all(isinstance(one, NotPossible) for one in told), results
    assert isinstance(results[0], Outcome) or isinstance(results[1], Outcome)


@pytest.mark.parametrize("turn", range(5))
def test_two_bundles_that_share_a_subject_at_once(turn):
    shared, one, other = (approved_subject(subjects.make_legal()) for _ in range(3))
    editor, wall = ana(), subjects.wall_in(3600)
    results = together(
        lambda: scheduling.release_together(subjects=[one, shared], by=editor, wall=wall, zone="UTC"),
        lambda: scheduling.release_together(subjects=[shared, other], by=editor, wall=wall, zone="UTC"),
    )
    assert sum(isinstance(result, Outcome) for result in results) == 1, results
    assert sum(isinstance(result, NotPossible) for result in results) == 1, results


@pytest.mark.parametrize("turn", range(5))
def test_a_bundle_edited_while_it_is_cancelled(turn):
    chosen = [approved_subject(subjects.make_legal()) for _ in range(3)]
    editor, other = ana(), chi()
    release = scheduling.release_together(
        subjects=chosen, by=editor, wall=subjects.wall_in(3600), zone="UTC"
    ).release
    results = together(
        lambda: scheduling.take_out(release_id=release.pk, subject=chosen[0], by=editor),
        lambda: scheduling.cancel(release_id=release.pk, by=other),
    )
    release.refresh_from_db()
    assert release.state == "cancelled"
    assert isinstance(results[1], Outcome)
    assert isinstance(results[0], Outcome | NotPossible)
    assert len(mains(release)) == (2 if isinstance(results[0], Outcome) else 3)


@pytest.mark.parametrize("turn", range(5))
def test_a_bundle_edited_at_its_instant_goes_out_whole_or_without_what_was_taken_out(turn):
    chosen = [approved_subject(subjects.make_legal()) for _ in range(3)]
    editor = ana()
    release = scheduling.release_together(subjects=chosen, by=editor).release
    results = together(
        lambda: run(release.pk),
        lambda: scheduling.take_out(release_id=release.pk, subject=chosen[0], by=editor),
    )
    if results[0] == Ran.LEFT:
        assert run(release.pk) == Ran.PUBLISHED
    release.refresh_from_db()
    assert release.state == "published"
    out = set(Release.objects.get(pk=release.pk).subjects.filter(live__isnull=False))
    assert out == set(mains(release))
    assert isinstance(results[1], Outcome | NotPossible)
    assert len(out) == (2 if isinstance(results[1], Outcome) else 3)
