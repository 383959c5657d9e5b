import html5lib
import pytest

from series.models import Page
from tests.factories import live as make
from tests.factories.people import ana

ADDRESS = "/style/"


@pytest.fixture
def signed_in(client, db):
    client.force_login(ana())
    return client


def tree_of(answer):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.content.decode())


def test_only_staff_see_it(client, db):
    answer = client.get(ADDRESS)
    assert answer.status_code == 302
    assert "login" in answer["Location"]
    client.force_login(make.make_user())
    assert client.get(ADDRESS).status_code == 302


def test_it_shows_the_states_that_pages_can_be_in_and_is_no_page_of_the_hub(signed_in):
    answer = signed_in.get(ADDRESS)
    text = answer.content.decode()
    for said in ("Delayed.", "Cancelled.", "Date to be announced", "Closed since", "Not said", "Corrected"):
        assert said in text, said
    assert "noindex" in text
    assert "application/ld+json" not in text
    assert "no-store" in answer["Cache-Control"]
    assert not Page.objects.filter(path=ADDRESS).exists()


@pytest.mark.parametrize(("asked", "direction"), [("", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("xx", "ltr")])
def test_it_turns_around(signed_in, asked, direction):
    tree = tree_of(signed_in.get(ADDRESS, {"language": asked}))
    assert next(tree.iter("html")).get("dir") == direction
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_it_shows_the_newest_film_or_none(signed_in):
    assert not list(tree_of(signed_in.get(ADDRESS)).iter("video"))
    make.make_live_episode()
    assert list(tree_of(signed_in.get(ADDRESS)).iter("video"))
    assert not list(tree_of(signed_in.get(ADDRESS, {"film": "none"})).iter("video"))
