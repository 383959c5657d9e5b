import pytest

from series.models import SearchEntry
from series.pages.live import LiveSet
from series.search.find import find
from series.search.hits import hits_of
from series.search.question import question_of
from tests.series.search.corpus import make_corpus
from tests.series.search.queries import MOMENTS, QUERIES


@pytest.fixture
def corpus(db):
    return make_corpus()


def first(typed):
    found = find(question_of(typed))
    return SearchEntry.objects.get(pk=found.entries[0]).live_id if found.entries else None


def test_sixty_questions_in_three_languages_find_first_what_was_meant(corpus):
    names = {subject: name for name, subject in corpus.items()}
    wrong = [
        f"{typed}: {names.get(first(typed))}, not {meant}"
        for typed, meant in QUERIES
        if first(typed) != corpus[meant]
    ]
    assert len(QUERIES) >= 60
    assert not wrong, "\n".join(wrong)


def test_what_was_said_is_found_at_its_second(corpus):
    for typed, film, second in MOMENTS:
        hit = hits_of(find(question_of(typed)), first=0, most=1, live=LiveSet())[0]
        assert first(typed) == corpus[film], typed
        assert hit.moment.second == second, typed
        assert hit.at == f"{hit.path}#t={second}"
