"""Where an address went: old slugs, chains, misspelt words beside the right number, and everything else 404."""

import pytest

from series.models import Page
from series.redirects import where

pytestmark = pytest.mark.django_db


def page(path: str, kind: str = "episode", *, to: Page | None = None, state: str | None = None) -> Page:
    return Page.objects.create(path=path, kind=kind, moved_to=to, state=state or ("moved" if to else "up"))


def ask(client, path: str):
    return client.get("/_redirect", headers={"X-Original-URI": path})


@pytest.fixture
def soap() -> Page:
    page("/small-sparks/", "series")
    return page("/small-sparks/1-soap/")


def test_an_old_address_goes_to_the_new_one_for_good(client, soap):
    page("/small-sparks/1-sope/", to=soap)
    answer = ask(client, "/small-sparks/1-sope/?utm_source=x")
    assert (answer.status_code, answer["Location"]) == (301, "/small-sparks/1-soap/")
    assert "Set-Cookie" not in answer


def test_a_chain_is_followed_to_its_end(client, soap):
    second = page("/small-sparks/1-second/", to=soap)
    page("/small-sparks/1-first/", to=second)
    assert ask(client, "/small-sparks/1-first/")["Location"] == soap.path


def test_a_circle_ends(client):
    one, two = page("/a/1-b/", state="down"), page("/a/1-c/", state="down")
    for this, that in ((one, two), (two, one)):
        Page.objects.filter(pk=this.pk).update(state="moved", moved_to=that)
    assert ask(client, one.path).status_code == 404


RIGHT = ["/small-sparks/1-anything/", "/small-sparks/1/", "/small-sparks/1", "/small-sparks/1-so"]


@pytest.mark.parametrize("path", RIGHT)
def test_the_right_number_is_enough(client, soap, path):
    answer = ask(client, path)
    assert (answer.status_code, answer["Location"]) == (301, soap.path)


def test_an_old_series_and_wrong_words_together(client, soap):
    page("/old-sparks/", "series", to=Page.objects.get(path="/small-sparks/"))
    assert ask(client, "/old-sparks/1-whatever/")["Location"] == soap.path


def test_letters_of_any_script_come_back_escaped(client):
    series = page("/قصة/", "series")
    page(f"{series.path}1-صابون/")
    answer = ask(client, "/%D9%82%D8%B5%D8%A9/1-x/")
    assert answer["Location"] == "/%D9%82%D8%B5%D8%A9/1-%D8%B5%D8%A7%D8%A8%D9%88%D9%86/"


@pytest.mark.parametrize(
    "path",
    [
        "/small-sparks/2-soap/",
        "/small-sparks/11-soap/",
        "/nothing/",
        "",
        "//evil.example/1-soap/",
        "/" + "x" * 5000,
        "/small-sparks/1-soap/",
        "/%00",
        "/small-sparks/99999999999-soap/",
    ],
    ids=[
        "other number",
        "longer number",
        "unknown",
        "empty",
        "another host",
        "long",
        "itself",
        "null",
        "huge",
    ],
)
def test_everything_else_is_404_without_a_body(client, soap, path):
    answer = ask(client, path)
    assert (answer.status_code, answer.content) == (404, b"")


def test_D9_what_is_not_public_is_not_betrayed(client):
    page("/small-sparks/", "series")
    page("/small-sparks/3-the-secret-name/", state="down")
    assert ask(client, "/small-sparks/3-x/").status_code == 404
    gone = page("/small-sparks/4-gone/", state="gone")
    assert where(gone.path) is None


def test_the_path_can_be_given_as_a_query(client, soap):
    assert client.get("/_redirect", {"path": "/small-sparks/1-x/"})["Location"] == soap.path
    assert client.post("/_redirect").status_code == 405
