"""Which file answers, with which status."""

import pytest

from tests.nginx.conftest import ARABIC, EPISODE
from tests.nginx.upstream import upstream


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/", 200, "the home page"),
        ("/country/", 200, "the series"),
        (EPISODE, 200, "the episode"),
        (ARABIC, 200, "the episode in Arabic letters"),
        ("/es/country/3-soap/", 200, "el episodio"),
        ("/embed/3/", 200, "the embedded episode"),
        ("/feed.xml", 200, "<rss>the feed</rss>"),
        ("/look.css", 200, "a { color: red }"),
        ("/static/css/hub.0123.css", 200, "p { margin: 0 }"),
        ("/country/5-gone/", 410, "withdrawn, and why"),
        ("/country/5-gone", 410, "withdrawn, and why"),
        ("/embed/5/", 410, "withdrawn from frames"),
        ("/country/feed.xml", 410, "Gone. With reason."),
        ("/nowhere/", 404, "the baked 404"),
        ("/nowhere", 404, "the baked 404"),
        ("/nowhere.xml", 404, "the baked 404"),
        ("/static/nothing.css", 404, "the baked 404"),
        ("/media/nothing.mp4", 404, "the baked 404"),
        ("/errors/410.html", 404, "the baked 404"),
        ("/notices/country/5-gone/", 404, "the baked 404"),
    ],
)
def test_each_address_has_its_file(front, path, status, words):
    response = front.get(path)

    assert (response.status_code, response.text) == (status, words)


@pytest.mark.parametrize(
    "path",
    [
        "/country/index.html",
        "/index.html",
        "/.secret/",
        "/country/.index.html.123.tmp",
        "/country/index.html.br",
        "/feed.xml.gz",
        "/media/.hidden",
        "/static/../outside.txt",
        "/media/ab/escape.txt",
        "/media/ab/",
        "/static/",
    ],
)
def test_what_is_not_public_is_not_found(front, path):
    response = front.get(path)

    assert (response.status_code, response.text) == (404, "the baked 404")


def test_a_folder_without_its_slash_is_sent_to_the_one_with(front):
    response = front.get("/country?from=mail")

    assert (response.status_code, response.headers["location"]) == (301, "/country/?from=mail")


def test_a_redirect_keeps_the_letters_escaped(front):
    response = front.get(ARABIC.rstrip("/"))

    assert response.status_code == 301
    assert response.headers["location"].isascii()
    assert front.get(response.headers["location"]).status_code == 200


def test_a_redirect_never_leaves_the_hub(front):
    response = front.client.send(
        front.client.build_request(
            "GET", f"http://{front.site.listen[0]}//country", headers={"host": "evil.example"}
        )
    )

    assert response.headers["location"] == "/country/"


def test_a_moved_address_is_asked_for_once_and_redirected(front):
    with upstream(front.root / "web.sock") as django:
        response = front.get("/old-name/?x=1", cookie="sessionid=secret")

    assert (response.status_code, response.headers["location"]) == (301, "/new-name/")
    ((method, path, headers),) = django.requests
    assert (method, path, headers["X-Original-URI"]) == ("GET", "/_redirect", "/old-name/?x=1")
    assert "Cookie" not in headers


def test_an_address_that_django_does_not_know_either_is_the_baked_404(front):
    with upstream(front.root / "web.sock"):
        response = front.get("/nowhere/")

    assert (response.status_code, response.text) == (404, "the baked 404")


@pytest.mark.parametrize(
    "path",
    ["/admin/", "/desk-calendar/x.ics", "/accounts/login/", "/search/", "/oembed", "/healthz", "/preview/x/"],
)
def test_a_surface_of_django_is_the_baked_503_while_it_is_down(front, path):
    response = front.get(path)

    assert (response.status_code, response.text) == (503, "the baked 503")
    assert response.headers["retry-after"] == "30"


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/accounts/",
        "/search/?q=x",
        "/search.json?q=x",
        "/oembed?url=x",
        "/healthz",
        "/admin",
        "/search",
    ],
)
def test_the_listed_surfaces_reach_django_unchanged(front, path):
    with upstream(front.root / "web.sock"):
        response = front.get(path, x_forwarded_for="9.9.9.9", x_original_uri="/forged/")

    said = response.json()
    assert said["path"] == path
    assert said["headers"]["Host"] == front.site.listen[0]
    assert said["headers"]["X-Forwarded-Proto"] == "http"
    assert said["headers"]["X-Forwarded-For"] == "9.9.9.9, 127.0.0.1"
    assert "X-Original-URI" not in said["headers"]


def test_djangos_own_503_passes_as_it_is(front):
    with upstream(front.root / "web.sock"):
        response = front.get("/readyz")

    assert response.status_code == 503
    assert response.json()["path"] == "/readyz"


def test_an_upload_of_a_film_passes_to_the_admin_only(front):
    body = b"x" * (2 * 1024 * 1024)
    with upstream(front.root / "web.sock"):
        assert front.client.post("/admin/upload/", content=body).status_code == 200
        refused = front.client.post("/search/", content=body)

    assert refused.status_code == 413
    assert len(refused.headers.get_list("content-security-policy")) == 1


def test_X11_a_table_of_a_gigabyte_is_refused_at_the_door(front):
    with upstream(front.root / "web.sock"):
        assert front.client.post("/admin/lineup/", content=b"x" * (6 * 1024 * 1024)).status_code == 200
        assert front.client.post("/admin/lineup/", content=b"x" * (9 * 1024 * 1024)).status_code == 413


def test_posting_to_a_page_is_refused(front):
    response = front.client.post(EPISODE, content=b"x", headers={"accept-encoding": "br"})

    assert response.status_code == 405
    assert "content-encoding" not in response.headers
