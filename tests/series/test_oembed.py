import json
from urllib.parse import quote

import pytest

from series.models import LiveRevision, Page
from tests.factories import live as make


@pytest.fixture
def episode(db):
    make.make_live_site()
    return make.make_live_episode(series=make.make_live_series(slug="sparks"))


def address(subject) -> str:
    return "http://hub.test" + Page.objects.get(kind="episode", subject=subject).path


def ask(client, url, **more):
    return client.get("/oembed", {"url": url, **more})


def test_a_public_film_is_described_with_all_that_the_standard_asks(client, episode):
    response = ask(client, address(episode))
    answer = json.loads(response.content)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert {"version": "1.0", "type": "video", "width": 325, "height": 578}.items() <= answer.items()
    assert f'src="http://hub.test/embed/{episode.id}/"' in answer["html"]
    assert answer["title"] == "Jessie Example: A bar of soap"
    assert answer["author_url"].startswith("http://hub.test/people/")
    assert (answer["thumbnail_width"], answer["thumbnail_height"]) == (720, 1280)


@pytest.mark.parametrize("end", ["", "/", "/?utm_source=x", "/#film"])
def test_the_address_is_understood_however_it_was_copied(client, episode, end):
    assert ask(client, address(episode).rstrip("/") + end).status_code == 200


def test_the_embed_pages_own_address_is_one_too(client, episode):
    assert ask(client, f"http://hub.test/embed/{episode.id}/").status_code == 200


def test_letters_of_other_scripts_are_found_in_both_spellings(client, episode):
    Page.objects.filter(kind="episode", subject=episode).update(path="/شرارات/1-رغيف/")
    assert ask(client, "http://hub.test/شرارات/1-رغيف/").status_code == 200
    assert ask(client, "http://hub.test" + quote("/شرارات/1-رغيف/")).status_code == 200


@pytest.mark.parametrize(
    ("asked", "width", "height"),
    [
        ({"maxwidth": "200"}, 200, 356),
        ({"maxheight": "300"}, 168, 299),
        ({"maxwidth": "9999", "maxheight": "9999"}, 325, 578),
        ({"maxwidth": "1"}, 1, 2),
    ],
)
def test_the_frame_fits_the_size_asked_for_and_stays_upright(client, episode, asked, width, height):
    answer = json.loads(ask(client, address(episode), **asked).content)
    assert (answer["width"], answer["height"]) == (width, height)
    assert f'width="{width}" height="{height}"' in answer["html"]


@pytest.mark.parametrize("size", ["0", "-5", "1e3", "x", "99999999999", "٣"])
def test_a_size_that_is_none_is_refused_with_a_sentence(client, episode, size):
    response = ask(client, address(episode), maxwidth=size)
    assert response.status_code == 400
    assert "maxwidth" in json.loads(response.content)["error"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "http://[",
        "http://hub.test/",
        "http://hub.test/nobody/1-nothing/",
        "http://169.254.169.254/latest/meta-data/",
        "http://hub.test:81/sparks/1-episode-1/",
        "http://user@hub.test/sparks/1-episode-1/",
        "file:///etc/passwd",
        "http://hub.test/\0",
    ],
)
def test_what_is_no_public_film_of_this_hub_is_not_found_and_never_fetched(client, episode, url):
    response = ask(client, url)
    assert response.status_code == 404
    assert response["Access-Control-Allow-Origin"] == "*"


def test_other_formats_are_not_implemented(client, episode):
    assert ask(client, address(episode), format="xml").status_code == 501


def test_D9_an_announced_film_has_no_player(client, episode):
    teaser = make.make_live_teaser(series=make.make_live_series())
    response = ask(client, address(teaser.teaser.episode.subject))
    assert response.status_code == 404
    assert b"Jon Example" not in response.content


def test_D11_a_withdrawn_film_has_none_any_more(client, episode):
    url = address(episode)
    LiveRevision.objects.filter(subject=episode).delete()
    assert ask(client, url).status_code == 404
    Page.objects.filter(subject=episode).update(state="gone")
    assert ask(client, url).status_code == 404


def test_only_reading_is_allowed(client, episode):
    assert client.post("/oembed", {"url": address(episode)}).status_code == 405
