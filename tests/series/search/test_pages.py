import json

import pytest
from django.db import OperationalError

from series.models import Page, SearchEntry
from series.search import find as finding
from series.search import views
from tests.factories import live as make
from tests.series.search.corpus import captioned, entered, make_film
from tests.series.search.queries import FILMS


@pytest.fixture
def hub(db):
    make.make_live_site()
    series = make.make_live_series()
    entered(series)
    return series


@pytest.fixture
def film(hub):
    return make_film(FILMS[0], series=hub)[1]


def page(client, typed, **more):
    return client.get("/search/", {"q": typed, **more})


def told(client, typed):
    return json.loads(client.get("/search.json", {"q": typed}).content)


def test_a_plain_form_finds_a_film_and_leads_to_the_second(client, film):
    response = page(client, "lavender")
    path = Page.objects.get(kind="episode", subject=film).path
    text = response.content.decode()
    assert response.status_code == 200
    assert f'href="{path}"' in text
    assert f'href="{path}#t=14"' in text
    assert "Lavender grows behind the barn." in text
    assert "1 result" in text


def test_what_scripts_are_told_is_the_same(client, film):
    answer = told(client, "lavender")
    assert answer["count"] == 1
    assert answer["hits"][0]["moment"]["second"] == 14
    assert answer["hits"][0]["moment"]["path"].endswith("#t=14")


@pytest.mark.parametrize("path", ["/search/", "/search.json"])
def test_no_cookie_no_index_and_in_nobodys_cache(client, film, path):
    response = client.get(path, {"q": "soap"})
    assert not response.cookies
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "private, no-cache"
    assert "require-trusted-types-for" in response["Content-Security-Policy"]


def test_an_empty_form_says_what_can_be_found(client, hub):
    text = page(client, "  ").content.decode()
    assert "the film starts there" in text
    assert "Nothing found for" not in text


@pytest.mark.parametrize("typed", ["…", "!?", "\0", "' | & :* <->", "\\"])
def test_signs_alone_find_nothing_and_break_nothing(client, film, typed):
    assert page(client, typed).status_code == 200
    assert told(client, typed)["hits"] == []


@pytest.mark.parametrize(
    "typed", ["soap'", "soap | nothing", "soap:*", "!soap", "so\\ap", "'soap' & 'x'", "🙂 soap"]
)
def test_signs_between_words_are_no_orders_to_the_database(client, film, typed):
    assert page(client, typed).status_code == 200


def test_nothing_found_says_what_to_do(client, film):
    response = page(client, "<b>xylophone</b>")
    text = response.content.decode()
    assert response.status_code == 200
    assert "Nothing found for" in text
    assert "&lt;b&gt;" in text
    assert "/archive/" in text


def test_a_question_that_is_too_long_is_told_so_and_nothing_of_it_is_lost(client, film):
    response = page(client, "soap " * 60)
    assert response.status_code == 400
    assert "too much to look for" in response.content.decode()
    assert client.get("/search.json", {"q": "x" * 201}).status_code == 400


@pytest.mark.parametrize("path", ["/search/", "/search.json"])
def test_while_the_database_is_away_it_says_so(client, db, monkeypatch, path):
    def away(*_given, **_named):
        raise OperationalError("gone")

    monkeypatch.setattr(views, "find", away)
    response = client.get(path, {"q": "soap"})
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert b"Try again in a minute" in response.content or b"in a minute" in response.content


def test_what_was_meant_is_named(client, film):
    text = page(client, "lavander barm").content.decode()
    assert "Shown for “<bdi>lavender barn</bdi>”" in text


def test_thirty_a_page_and_the_same_number_of_queries(client, hub, django_assert_max_num_queries):
    person = make.make_live_creator("Nobody Else")
    films = [make.make_live_episode(series=hub, creator=person, title=f"Pebble {n}") for n in range(33)]
    entered(*films[:1])
    with django_assert_max_num_queries(30) as few:
        page(client, "pebble")
    entered(*films)
    with django_assert_max_num_queries(30) as many:
        first = page(client, "pebble").content.decode()
    second = page(client, "pebble", page="2").content.decode()
    assert len(few) == len(many)
    assert (first.count('search-hit"'), second.count('search-hit"')) == (30, 3)
    assert page(client, "pebble", page="99999").status_code == 200
    assert page(client, "pebble", page="x").status_code == 200


def test_captions_of_another_language_find_the_film_too(client, hub):
    made = [
        captioned("two", [(3, "A word in English.")], language="en"),
        captioned("two", [(8, "Una mariposa azul.")], language="es"),
    ]
    film = make.make_live_episode(series=hub, captions=made, transcript="A word in English.")
    entered(film)
    hit = told(client, "mariposa")["hits"][0]
    assert (hit["moment"]["second"], hit["moment"]["language"], hit["language"]) == (8, "es", "en")
    assert told(client, "a bar of soap")["count"] == 1


def test_g13_what_is_hidden_is_not_reached_by_words_count_or_correction(client, film):
    assert told(client, "Jessamine Whitlow")["count"] == 2
    film.live.delete()
    assert not SearchEntry.objects.filter(live=film.pk).exists()
    answer = told(client, "lavender")
    assert (answer["count"], answer["hits"], answer["instead"]) == (0, [], "")
    assert told(client, "lavander")["instead"] == ""
    assert told(client, "Jessamine Whitlow")["count"] == 1


def test_what_has_no_page_up_is_not_shown(client, film):
    Page.objects.filter(subject=film).update(state="gone")
    assert told(client, "lavender")["hits"] == []


def test_a_question_that_takes_too_long_is_given_up(client, film, monkeypatch):
    monkeypatch.setattr(
        finding, "_WORDS", "SELECT word, pg_sleep(9)::text, false, word FROM unnest(%s::text[]) word"
    )
    monkeypatch.setattr(finding, "MOST_MILLISECONDS", 20)
    assert client.get("/search.json", {"q": "soap"}).status_code == 503
