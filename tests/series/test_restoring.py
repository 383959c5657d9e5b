"""Going back to a revision: all of it comes back or nothing does, and what is gone is said."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from series import restoring, revisions
from series.contents import BACK, BUILDERS, content_of
from series.models import Asset, Episode, EpisodeCaption, LiveRevision, Mark, Revision, Subject
from series.models.subject import subject_of
from series.restoring import NotRestored
from sparks.desk.history import events_of
from tests.factories import clips, people, subjects

pytestmark = pytest.mark.django_db


def frozen(thing) -> Revision:
    """A revision of what stands there now."""
    subjects.approved(thing)
    return Revision.objects.filter(subject=subject_of(thing)).latest("number")


def now(thing) -> dict:
    return content_of(Subject.objects.get(pk=subject_of(thing).pk))


def test_an_episode_comes_back_with_its_words_relations_files_and_captions():
    cause, other = subjects.make_cause(), subjects.make_cause()
    episode = subjects.make_episode(causes=(cause,), hashtags=["#Soap"])
    first = frozen(episode)
    creator = subjects.make_creator()
    Episode.objects.filter(pk=episode.pk).update(
        title="Other",
        creator=creator,
        video=None,
        poster=None,
        poster_alt="",
        hashtags=[],
        credits="",
        number=9,
    )
    episode.causes.set([other])
    episode.captions.all().delete()
    EpisodeCaption.objects.create(
        episode=episode, language="es", asset=subjects.captions(clips.VTT.replace("one", "una"))
    )
    assert now(episode) != first.content
    done = restoring.restore(revision=first, by=people.ben(), reason="The cut was better.")
    assert "says again what revision 1 said" in done.sentence
    assert done.gone == []
    assert now(episode) == {name: value for name, value in first.content.items() if name != "card"}
    episode.refresh_from_db()
    assert episode.edit_version == 1
    assert episode.transcript == "", "it follows the captions again"
    assert people.ben().pk in subject_of(episode).editors, "he can't approve what he put back"
    event = events_of(Episode, pgh_obj_id=episode.pk).first()
    assert event.pgh_context.metadata == {
        "user": people.ben().pk,
        "act": "restore",
        "reason": "The cut was better.",
    }


def test_what_is_public_stays_as_it_is():
    episode = subjects.make_episode()
    subjects.published(episode)
    Mark.objects.all().delete()
    live = LiveRevision.objects.get(subject__episode=episode).revision_id
    first = Revision.objects.get(subject=subject_of(episode))
    Episode.objects.filter(pk=episode.pk).update(title="Other")
    restoring.restore(revision=first, by=people.ben())
    assert LiveRevision.objects.get(subject__episode=episode).revision_id == live
    assert not Mark.objects.exists()


def test_a_cause_that_was_deleted_is_left_out_and_said():
    cause, kept = subjects.make_cause(), subjects.make_cause()
    episode = subjects.make_episode(causes=(cause, kept))
    subject = subject_of(episode)
    content = {**content_of(subject), "causes": [subject_of(kept).pk, 987654], "title": "Before"}
    first = frozen(episode)
    first.content = content
    done = restoring.restore(revision=first, by=people.ben())
    assert done.gone == ["A cause that it named was deleted, and is left out."]
    assert list(episode.causes.all()) == [kept]


def test_a_file_that_is_no_longer_there_is_said_and_the_rest_comes_back():
    episode = subjects.make_episode(title="Before")
    first = frozen(episode)
    Episode.objects.filter(pk=episode.pk).update(title="After")
    first.content = {**first.content, "video": {**first.content["video"], "asset": 987654}}
    done = restoring.restore(revision=first, by=people.ben())
    assert done.gone == ["The film that it had is not in the store any more; the place stays empty."]
    episode.refresh_from_db()
    assert (episode.title, episode.video) == ("Before", None)


def test_a_number_that_another_episode_has_now_refuses_all_of_it():
    episode = subjects.make_episode(title="Before", complete=False)
    first = frozen(episode)
    Episode.objects.filter(pk=episode.pk).update(number=5, title="After")
    subjects.make_episode(series=episode.series, number=first.content["number"], complete=False)
    with pytest.raises(NotRestored, match="This series has an episode with that number"):
        restoring.restore(revision=first, by=people.ben())
    episode.refresh_from_db()
    assert (episode.number, episode.title, episode.edit_version) == (5, "After", 0)


def test_a_locked_working_copy_is_refused():
    episode = subjects.make_episode()
    subjects.scheduled(episode)
    with pytest.raises(NotRestored, match="Take it off the schedule"):
        restoring.restore(revision=Revision.objects.get(subject=subject_of(episode)), by=people.ben())


def test_going_back_to_what_stands_there_changes_nothing():
    episode = subjects.make_episode()
    first = frozen(episode)
    assert restoring.restore(revision=first, by=people.ben()).same
    episode.refresh_from_db()
    assert (episode.edit_version, subject_of(episode).editors) == (0, [])


def test_every_kind_can_go_back():
    assert set(BACK) == set(BUILDERS)


MAKERS = {
    "site": subjects.make_site,
    "series": subjects.make_series,
    "episode": lambda: subjects.make_episode(complete=False),
    "teaser": subjects.make_teaser,
    "creator": subjects.make_creator,
    "cause": subjects.make_cause,
    "legal": subjects.make_legal,
}
WORDS = {
    "site": ("tagline", "introduction", "publisher", "licence"),
    "series": ("title", "promise", "introduction", "hashtag"),
    "episode": ("title", "summary", "story", "byline", "credits", "sources", "transcript"),
    "teaser": ("name", "line"),
    "creator": ("name", "handle", "biography", "place"),
    "cause": ("name", "summary"),
    "legal": ("title", "body"),
}
# No surrogates and no NUL: a browser can't send them either.
said = st.text(
    alphabet=st.characters(blacklist_categories=("Cs",), blacklist_characters="\0\r"), min_size=1, max_size=40
).filter(lambda text: text.strip() == text)


class RoundTrip(TestCase):
    """Whatever a working copy said when it was frozen, it says again after going back."""

    @given(data=st.data())
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def test_content_to_working_copy_and_back(self, data) -> None:
        kind = data.draw(st.sampled_from(sorted(MAKERS)))
        thing = MAKERS[kind]()
        for name in WORDS[kind]:
            setattr(thing, name, data.draw(said))
        thing.save()
        subject = Subject.objects.get(pk=subject_of(thing).pk)
        content = content_of(subject)
        for name in WORDS[kind]:
            setattr(thing, name, "Other words")
        thing.save()
        revision = Revision(
            subject=subject, number=1, content=content, content_hash=revisions.content_hash(content)
        )
        restoring.restore(revision=revision, by=people.ben())
        assert content_of(Subject.objects.get(pk=subject.pk)) == content


def test_the_files_of_the_round_trip_are_the_same_rows():
    episode = subjects.make_episode()
    first = frozen(episode)
    before = (episode.video_id, episode.poster_id, [row.asset_id for row in episode.captions.all()])
    Episode.objects.filter(pk=episode.pk).update(video=None, poster=None, poster_alt="")
    restoring.restore(revision=first, by=people.ben())
    episode.refresh_from_db()
    assert (episode.video_id, episode.poster_id, [row.asset_id for row in episode.captions.all()]) == before
    assert Asset.objects.count() == 3
