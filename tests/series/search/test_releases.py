from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from series import scheduling
from series.models import Asset, LiveRevision, SearchEntry, SearchWord
from series.models.subject import subject_of
from series.publishing.run import Ran, run
from series.publishing.tick import run_due
from series.search import rebuild
from series.search.find import find
from series.search.question import question_of
from tests.factories import subjects
from tests.factories.people import ana

pytestmark = pytest.mark.django_db(transaction=True)


def finds(typed: str) -> list[int]:
    entries = find(question_of(typed)).entries
    return list(SearchEntry.objects.filter(pk__in=entries).values_list("live", flat=True))


@pytest.fixture
def series():
    subjects.published(subjects.make_site())
    series = subjects.make_series()
    subjects.published(series)
    return series


def publish(series, **fields):
    creator = subjects.make_creator()
    subjects.published(creator)
    episode = subjects.make_episode(series=series, creator=creator, **fields)
    subjects.published(episode)
    return subject_of(episode)


def test_a_film_is_found_from_its_release_on_and_not_before(series):
    creator = subjects.make_creator()
    subjects.published(creator)
    episode = subjects.make_episode(series=series, creator=creator, title="Zanzibarium")
    release = subjects.due(episode)
    assert finds("zanzibarium") == []
    assert run(release.pk) == Ran.PUBLISHED
    assert finds("zanzibarium") == [subject_of(episode).pk]


def test_captions_tell_when_it_was_said(series):
    film = publish(series, title="Zanzibarium")
    entry = SearchEntry.objects.get(live=film.pk, language="en")
    assert entry.cues
    assert all(isinstance(at, int) and words for at, words in entry.cues)


def test_an_update_is_found_by_what_it_says_now_alone(series):
    subjects.published(cause := subjects.make_cause(name="Zanzibarium"))
    cause.name = "Quillfeather"
    cause.save()
    subjects.published(cause)
    assert finds("quillfeather") == [subject_of(cause).pk]
    assert finds("zanzibarium") == []
    assert not SearchWord.objects.filter(word="zanzibarium").exists()
    assert SearchWord.objects.filter(word="quillfeather").exists()


def test_a_teaser_is_found_by_what_it_announces_and_gives_way_to_the_film(series):
    episode = subjects.make_episode(series=series, title="Quillfeather")
    teaser = subjects.make_teaser(episode, name="Zanzibaria Somebody")
    subjects.published(teaser)
    assert finds("zanzibaria") == [subject_of(teaser).pk]
    assert finds("quillfeather") == []
    subjects.published(episode)
    assert subject_of(teaser).pk not in finds("zanzibaria")
    assert finds("quillfeather") == [subject_of(episode).pk]


def test_a_live_subject_without_its_entry_is_told_of_and_made_up_for(series):
    film = publish(series, title="Zanzibarium")
    call_command("search", "verify", stdout=StringIO())
    SearchEntry.objects.filter(live=film.pk).delete()
    with pytest.raises(CommandError, match="search rebuild"):
        call_command("search", "verify", stdout=StringIO())
    assert rebuild.catch_up() == 1
    assert rebuild.catch_up() == 0
    assert finds("zanzibarium") == [film.pk]


def test_all_is_made_anew_with_captions_from_before_their_times_were_kept(series):
    film = publish(series, title="Zanzibarium")
    for asset in Asset.objects.filter(kind="captions"):
        asset.facts.pop("said")
        asset.save()
    SearchEntry.objects.all().delete()
    SearchWord.objects.create(word="leftover")
    said = StringIO()
    call_command("search", "rebuild", stdout=said)
    assert "can be found" in said.getvalue()
    assert SearchEntry.objects.get(live=film.pk, language="en").cues
    assert not SearchWord.objects.filter(word="leftover").exists()
    assert rebuild.verify() == []


def test_what_is_withdrawn_is_not_found_from_the_same_transaction_on(series):
    film = publish(series, title="Zanzibarium")
    scheduling.withdraw(subject=film, by=ana(), notice="Gone.")
    assert run_due() == 1
    assert finds("zanzibarium") == []
    assert not SearchEntry.objects.filter(live=film.pk).exists()
    assert not SearchWord.objects.filter(word="zanzibarium").exists()
    assert not LiveRevision.objects.filter(pk=film.pk).exists()
