"""A hundred pairs of people who do the same thing at once: no lost write, no illegal state, and the loser is told."""

from datetime import datetime

import pytest

from series import reviews, scheduling
from series.admin.acts.reschedule import Reschedule
from series.models import Release, Review
from series.models.subject import subject_of
from series.scheduling import NotPossible
from series.states import REVIEW_MOVES, ReviewState
from sparks.desk.acts import Changed, Done, perform
from sparks.states import IllegalMove
from tests.factories import subjects
from tests.factories.people import ana, ben, chi, person
from tests.races.together import together
from tests.series.admin.pages import bring_together, change, desk, form_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
PAIRS = 100


def test_E9_A31_a_hundred_pairs_of_saves_lose_no_write():
    """Each pair saves one working copy: one is in, the other meets the merge screen; answered, both are in."""
    legal = subjects.make_legal(body="Before.")
    first, second = desk(chi()), desk(person("cleo", role="Chief editor"))
    start = form_of(first, change(legal))
    version = 0
    for turn in range(PAIRS):
        legal.refresh_from_db()
        typed = {
            **start,
            "title": legal.title,
            "slug": legal.slug,
            "body": legal.body,
            "seen_version": version,
        }
        hers = {**typed, "title": f"Title {turn}"}
        his = {**typed, "body": f"{turn}"}
        answers = together(
            lambda hers=hers: first.post(change(legal), hers),
            lambda his=his: second.post(change(legal), his),
        )
        assert sorted(answer.status_code for answer in answers) == [302, 409], answers
        place = next(place for place, answer in enumerate(answers) if answer.status_code == 409)
        merged = bring_together((first, second)[place], change(legal), answers[place])
        assert merged.status_code == 302
        legal.refresh_from_db()
        version += 2
        assert (legal.title, legal.body, legal.edit_version) == (f"Title {turn}", f"{turn}", version)


def test_a_hundred_pairs_of_moves_leave_one_and_tell_the_other():
    """Both looked at the same release; whoever is second sees that it was moved, and moves nothing unseen."""
    release, act = subjects.planned(subjects.make_episode(complete=False)), Reschedule()
    people = (ana(), chi())
    for turn in range(PAIRS):
        walls = [datetime(2031, 3, day, 9, turn % 60, turn // 60) for day in (6, 7)]
        seen = act.mark(Release.objects.get(pk=release.pk))

        def move(place: int, seen=seen, walls=walls):
            data = {"wall": walls[place], "zone": "UTC", "reason": ""}
            thing = Release.objects.get(pk=release.pk)
            return perform(act, thing, by=people[place], data=data, seen=seen)

        results = together(lambda: move(0), lambda: move(1))
        told = [one for one in results if isinstance(one, Changed)]
        won = [place for place, one in enumerate(results) if isinstance(one, Done)]
        assert (len(won), len(told)) == (1, 1), results
        assert "Somebody changed this while your page was open" in str(told[0])
        release.refresh_from_db()
        assert release.instant.replace(tzinfo=None) == walls[won[0]]
        assert release.state == "planned"


def test_a_hundred_pairs_of_decisions_decide_each_once_and_tell_the_other():
    """An approval against a wish for changes, or against another approval: the row shows one decision, its own."""
    subject = subject_of(subjects.make_legal())
    author, first, second = ben(), ana(), chi()
    for turn in range(PAIRS):
        review = reviews.submit(subjects=[subject], by=author)
        key = review.pk
        other = (
            (lambda key=key: reviews.ask_changes(review_id=key, by=second, note="The name."))
            if turn % 2
            else (lambda key=key: reviews.approve(review_id=key, by=second))
        )
        results = together(lambda key=key: reviews.approve(review_id=key, by=first), other)
        won = [one for one in results if isinstance(one, Review)]
        lost = [one for one in results if isinstance(one, IllegalMove)]
        assert (len(won), len(lost)) == (1, 1), results
        stored = Review.objects.get(pk=key)
        assert (stored.state, stored.decided_by_id) == (won[0].state, won[0].decided_by_id)
        assert stored.state in REVIEW_MOVES.table[ReviewState.IN_REVIEW]
        assert f"{stored.decided_by} " in str(lost[0])
        assert "meanwhile" in str(lost[0])


def test_a_save_against_a_submission_is_either_in_the_revision_or_after_it():
    """Twenty pairs: what was frozen is a whole working copy, before the save or after it, never half of each."""
    legal = subjects.make_legal(title="0", body="0")
    client, author = desk(chi()), ana()
    start = form_of(client, change(legal))
    for turn in range(1, 21):
        typed = {**start, "title": f"{turn}", "body": f"{turn}", "seen_version": turn - 1}
        saved, review = together(
            lambda typed=typed: client.post(change(legal), typed),
            lambda: reviews.submit(subjects=[subject_of(legal)], by=author),
        )
        assert saved.status_code == 302
        content = review.revisions.get().content
        assert content["title"] == content["body"]
        assert content["title"] in {str(turn - 1), str(turn)}


def test_a_move_against_a_cancellation_ends_in_one_of_both():
    editor = ana()
    for turn in range(10):
        release = subjects.planned(subjects.make_episode(complete=False))
        key, wall = release.pk, subjects.wall_in(7200 + turn)
        moved, cancelled = together(
            lambda key=key, wall=wall: scheduling.reschedule(
                release_id=key, wall=wall, zone="UTC", by=editor
            ),
            lambda key=key: scheduling.cancel(release_id=key, by=editor),
        )
        assert Release.objects.get(pk=key).state == "cancelled"
        assert not isinstance(cancelled, Exception)
        assert isinstance(moved, NotPossible) or moved.release.pk == key
