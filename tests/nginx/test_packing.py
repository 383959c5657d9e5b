"""Packed siblings, ranges and revalidation."""

import http.client

import pytest

from tests.nginx.conftest import EPISODE


@pytest.mark.parametrize(
    ("wish", "packing"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0,gzip;q=0", None),
        ("gzip;q=0.5, br;q=1.0", "br"),
        ("BR", "br"),
        ("brotli, xgzip", None),
        ("identity", None),
        ("", None),
    ],
)
@pytest.mark.parametrize(("path", "text"), [(EPISODE, "the episode"), ("/feed.xml", "<rss>the feed</rss>")])
def test_the_best_sibling_that_the_visitor_takes(front, path, text, wish, packing):
    response = front.get(path, accept_encoding=wish)

    assert response.headers.get("content-encoding") == packing
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.text == text


@pytest.mark.parametrize("path", ["/nowhere/", "/country/5-gone/", "/country/feed.xml", "/admin/"])
def test_error_pages_come_packed_too(front, path):
    assert front.get(path, accept_encoding="br").headers["content-encoding"] == "br"


def test_a_page_without_siblings_comes_plain(front):
    response = front.get("/plain/", accept_encoding="br")

    assert "content-encoding" not in response.headers
    assert response.text == "a page without siblings"


def test_a_redirect_has_no_encoding(front):
    assert "content-encoding" not in front.get("/country", accept_encoding="br").headers


def test_a_visitor_who_has_the_file_is_told_so(front):
    for packing in ("identity", "br"):
        tag = front.get(EPISODE, accept_encoding=packing).headers["etag"]
        again = front.get(EPISODE, accept_encoding=packing, if_none_match=tag)
        assert (again.status_code, again.content) == (304, b"")
        assert len(again.headers.get_list("content-security-policy")) == 1


def test_the_tags_of_the_siblings_differ(front):
    assert front.get(EPISODE, accept_encoding="br").headers["etag"] != front.get(EPISODE).headers["etag"]


def test_a_film_comes_in_ranges(front):
    response = front.get("/media/ab/film.mp4", range="bytes=250-259")

    assert response.status_code == 206
    assert response.headers["content-range"] == "bytes 250-259/2048"
    assert response.content == bytes([250, 251, 252, 253, 254, 255, 0, 1, 2, 3])


def test_many_ranges_at_once_give_the_whole(front):
    response = front.get("/media/ab/film.mp4", range="bytes=0-1,5-6,8-9")

    assert (response.status_code, len(response.content)) == (200, 2048)


def test_head_says_what_get_would(front):
    host, _, port = front.site.listen[0].rpartition(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=10)
    connection.request("HEAD", EPISODE, headers={"Accept-Encoding": "br"})
    response = connection.getresponse()

    assert (response.status, response.getheader("Content-Encoding"), response.read()) == (200, "br", b"")
    connection.close()
