"""What is said about a revision: where it stands, whom it reaches, and that nothing of it is lost."""

from datetime import timedelta

import pghistory.core
import pytest
from django.db import ProgrammingError, transaction

from series import reviews
from series.models import Comment, CommentThread, Notice, Review
from series.models.subject import subject_of
from series.publishing.due import database_now
from series.reviewing import comments, correcting, resolving
from series.reviewing.comments import NotSaid
from series.reviewing.threads import open_count, open_threads_of, threads_of
from tests.factories import people, subjects
from tests.factories.people import ana, ben, chi, dov, eli

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return reviews.submit(subjects=[subject_of(subjects.make_series())], by=ben())


def say(review: Review, text: str = "Shorter, please.", *, by=None, **about) -> Comment:
    return comments.begin(revision_id=review.revisions.get().pk, by=by or ana(), text=text, **about)


def told(person) -> list[str]:
    rows = Notice.objects.filter(person=person, topic="comment").order_by("pk")
    return list(rows.values_list("sentence", flat=True))


def test_a_comment_on_a_field_is_told_to_who_sent_it_with_the_way_there(review):
    comment = say(review, field="promise")
    assert comment.thread.field == "promise"
    assert "Ana commented on" in told(ben())[0]
    assert Notice.objects.get(person=ben(), topic="comment").path.endswith(f"#comment-{comment.pk}")


def test_a_comment_on_a_time_in_the_film_needs_a_film_that_long(review):
    with pytest.raises(NotSaid, match="no film"):
        say(review, film_ms=1000)
    film = reviews.submit(subjects=[subject_of(subjects.make_episode())], by=ben())
    revision = film.revisions.get(subject__kind="episode")
    with pytest.raises(NotSaid, match=r"The film is 2\.0 s long"):
        comments.begin(revision_id=revision.pk, by=ana(), text="Here.", film_ms=3000)
    assert comments.begin(revision_id=revision.pk, by=ana(), text="Here.", field="video", film_ms=1500)


def test_a_field_that_is_not_there_is_refused(review):
    with pytest.raises(NotSaid, match="no such field"):
        say(review, field="__class__")


@pytest.mark.parametrize(
    ("text", "sentence"), [(" \n ", "Write something"), ("x" * 2001, "2001 signs"), ("\x00", "Write")]
)
def test_empty_and_endless_comments_are_refused_with_a_sentence(review, text, sentence):
    with pytest.raises(NotSaid, match=sentence):
        say(review, text)
    assert not CommentThread.objects.exists()


def test_an_answer_reaches_who_spoke_before_and_nobody_twice(review):
    first = say(review, "Is this her name, @ben?")
    comments.answer(thread_id=first.thread_id, by=ben(), text="It is, @ana. @chi knows, @ana.")
    assert len(told(ben())) == 1
    assert told(ben())[0].startswith("Ana mentioned you on")
    assert len(told(ana())) == 1
    chi()


def test_who_may_not_see_reviews_is_not_told_by_a_mention(review):
    eli(), dov()
    say(review, "What do @eli and @dov say? mail@eli.example is no mention.")
    assert told(eli()) == []
    assert len(told(dov())) == 1, "the auditor may look at reviews"


def test_a_correction_keeps_the_earlier_words_in_the_history_and_tells_only_who_is_new(review):
    comment = say(review, "Shroter, @ben.")
    corrected = correcting.correct(comment_id=comment.pk, by=ana(), text="Shorter, @ben and @chi.")
    chi()
    assert (corrected.text, bool(corrected.edited_at)) == ("Shorter, @ben and @chi.", True)
    [events] = pghistory.core.event_models(tracks_model=Comment)
    words = events.objects.filter(pgh_obj=comment).order_by("pgh_id").values_list("text", flat=True)
    assert list(words) == ["Shroter, @ben.", "Shorter, @ben and @chi."]
    assert len(told(ben())) == 1


def test_a_comment_is_corrected_by_its_author_only_and_for_a_while(review):
    comment = say(review)
    with pytest.raises(NotSaid, match="Only who wrote"):
        correcting.correct(comment_id=comment.pk, by=ben(), text="Mine.")
    Comment.objects.filter(pk=comment.pk).update(made_at=database_now() - timedelta(minutes=16))
    with pytest.raises(NotSaid, match="15 minutes"):
        correcting.correct(comment_id=comment.pk, by=ana(), text="Late.")


def test_a_comment_is_taken_back_and_never_deleted(review):
    comment = say(review)
    with pytest.raises(NotSaid, match="Only who wrote"):
        correcting.take_back(comment_id=comment.pk, by=ben())
    correcting.take_back(comment_id=comment.pk, by=ana())
    thread = correcting.take_back(comment_id=comment.pk, by=ana()).thread
    assert thread.resolved_by == ana(), "nothing is left in it to answer"
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        comment.delete()


def test_open_comments_are_carried_to_the_next_review_and_resolved_there(review):
    kept, done = say(review, "The promise."), say(review, "The hashtag.")
    resolving.resolve(thread_id=done.thread_id, by=ben())
    reviews.ask_changes(review_id=review.pk, by=ana(), note="")
    subject = review.revisions.get().subject
    assert [thread.pk for thread in open_threads_of(subject)] == [kept.thread_id]
    later = reviews.submit(subjects=[subject], by=ben())
    assert [thread.pk for thread in threads_of(later)] == [kept.thread_id]
    comments.answer(thread_id=kept.thread_id, by=ben(), text="Done.")
    resolved = resolving.resolve(thread_id=kept.thread_id, by=ana())
    assert (resolved.resolved_by, open_count(later)) == (ana(), 0)
    assert kept.thread_id in [thread.pk for thread in threads_of(later)], "it is still read there"


def test_a_resolved_thread_is_opened_again_but_not_after_the_approval(review):
    comment = say(review)
    resolving.resolve(thread_id=comment.thread_id, by=ben())
    assert resolving.resolve(thread_id=comment.thread_id, by=chi()).resolved_by == ben(), (
        "the first one's name stays"
    )
    assert resolving.reopen(thread_id=comment.thread_id, by=ana()).resolved_at is None
    resolving.resolve(thread_id=comment.thread_id, by=ben())
    reviews.approve(review_id=review.pk, by=ana())
    with pytest.raises(NotSaid, match="approved it meanwhile"):
        resolving.reopen(thread_id=comment.thread_id, by=ana())


def test_changes_are_asked_for_by_comments_alone(review):
    say(review)
    reviews.ask_changes(review_id=review.pk, by=ana(), note="")
    review.refresh_from_db()
    assert review.state == "changes_asked"


def test_nothing_is_said_about_what_is_approved_or_replaced(review):
    newer = reviews.submit(subjects=[review.revisions.get().subject], by=ben())
    with pytest.raises(NotSaid, match="newer version"):
        say(review)
    reviews.approve(review_id=newer.pk, by=ana())
    with pytest.raises(NotSaid, match="Ana approved this meanwhile"):
        say(newer)


def test_mentions_end_where_the_name_ends():
    from series.reviewing.mentions import names_in

    people.person("jo.li")
    assert names_in("(@jo.li) @Jo.Li, @ana. x@ben.org @@chi @") == ["jo.li", "ana"]
