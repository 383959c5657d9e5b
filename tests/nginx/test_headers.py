"""Every header, on every status, exactly once."""

import pytest

from sparks.nginx import policies
from sparks.nginx.render import render
from tests.nginx.conftest import ARABIC, EPISODE, make_site
from tests.nginx.upstream import upstream

KINDS = {
    "/": "page",
    "/country/": "page",
    "/people/7-eleven/": "page",
    "/plain/": "page",
    EPISODE: "watch",
    ARABIC: "watch",
    "/es/country/3-soap/": "watch",
    "/embed/3/": "embed",
    "/feed.xml": "data",
    "/feed.json": "data",
    "/calendar.ics": "data",
    "/sitemap.xml": "data",
    "/robots.txt": "data",
    "/api/episodes.json": "data",
    "/look.css": "page",
    "/static/css/hub.0123.css": "asset",
    "/media/ab/film.mp4": "media",
}
TYPES = {
    "/": "text/html; charset=utf-8",
    EPISODE: "text/html; charset=utf-8",
    "/plain/": "text/html; charset=utf-8",
    "/feed.xml": "application/rss+xml; charset=utf-8",
    "/feed.json": "application/feed+json",
    "/calendar.ics": "text/calendar; charset=utf-8",
    "/sitemap.xml": "application/xml; charset=utf-8",
    "/robots.txt": "text/plain; charset=utf-8",
    "/api/episodes.json": "application/json",
    "/look.css": "text/css; charset=utf-8",
    "/static/css/hub.0123.css": "text/css; charset=utf-8",
    "/static/img/dial.svg": "image/svg+xml",
    "/media/ab/film.mp4": "video/mp4",
    "/media/ab/captions.vtt": "text/vtt; charset=utf-8",
    "/media/ab/thing.xyz": "application/octet-stream",
    "/nowhere/": "text/html; charset=utf-8",
    "/nowhere.xml": "text/html; charset=utf-8",
    "/country/5-gone/": "text/html; charset=utf-8",
    "/country/feed.xml": "text/plain; charset=utf-8",
    "/admin/": "text/html; charset=utf-8",
}
ONCE = (
    "content-security-policy",
    "content-type",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "referrer-policy",
    "x-content-type-options",
)


@pytest.mark.parametrize(("path", "kind"), KINDS.items())
def test_each_kind_of_file_has_its_policies(front, path, kind):
    headers = front.get(path).headers

    assert headers.get_list("content-security-policy") == [policies.content_security(kind)]
    assert headers["permissions-policy"] == policies.permissions(kind)
    assert headers["cross-origin-opener-policy"] == policies.opener(kind)
    assert headers["cross-origin-resource-policy"] == policies.resource(kind)


@pytest.mark.parametrize(
    ("path", "wish", "status"),
    [
        (EPISODE, {}, 200),
        ("/media/ab/film.mp4", {"range": "bytes=0-9"}, 206),
        ("/country", {}, 301),
        ("/nowhere/", {}, 404),
        ("/static/nothing.css", {}, 404),
        ("/media/nothing.mp4", {}, 404),
        ("/.secret/", {}, 404),
        ("/country/5-gone/", {}, 410),
        ("/embed/5/", {}, 410),
        ("/country/feed.xml", {}, 410),
        ("/media/ab/film.mp4", {"range": "bytes=99999-"}, 416),
        ("/admin/", {}, 503),
    ],
)
@pytest.mark.parametrize("packing", ["identity", "br"])
def test_every_header_stands_once_on_every_status(front, path, wish, status, packing):
    response = front.get(path, **{**wish, "accept_encoding": packing})

    assert response.status_code == status
    assert {name: len(response.headers.get_list(name)) for name in ONCE} == dict.fromkeys(ONCE, 1)
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["server"] == "nginx"
    assert "strict-transport-security" not in response.headers
    assert "last-modified" not in response.headers
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(("path", "kind"), TYPES.items())
@pytest.mark.parametrize("packing", ["identity", "br", "gzip"])
def test_the_type_is_the_unpacked_files(front, path, kind, packing):
    assert front.get(path, accept_encoding=packing).headers.get_list("content-type") == [kind]


def test_a_notice_in_a_frame_may_be_shown_there(front):
    assert "frame-ancestors *" in front.get("/embed/5/").headers["content-security-policy"]


def test_only_a_watch_page_may_frame_the_platforms_post(front):
    assert "frame-src https://www.tiktok.com" in front.get(EPISODE).headers["content-security-policy"]
    assert "tiktok" not in front.get("/country/").headers["content-security-policy"]


def test_a_path_cannot_be_dressed_up_as_an_embed(front):
    response = front.client.get("http://" + front.site.listen[0] + "/embed/..%2fcountry/3-soap/")

    assert response.text == "the episode"
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]


def test_djangos_policy_is_not_doubled(front):
    with upstream(front.root / "web.sock"):
        for path in ("/admin/", "/search/", "/old-name/"):
            policy = front.get(path).headers.get_list("content-security-policy")
            assert policy == ["default-src 'none'; from-django"]


def test_pages_are_asked_after_and_hashed_files_never(front):
    assert front.get(EPISODE).headers["cache-control"] == "no-cache"
    assert front.get("/feed.xml").headers["cache-control"] == "no-cache"
    for path in ("/static/css/hub.0123.css", "/media/ab/film.mp4"):
        assert front.get(path).headers["cache-control"] == "public, max-age=31536000, immutable"
    for path in ("/static/nothing.css", "/media/nothing.mp4", "/country/5-gone/"):
        assert front.get(path).headers.get_list("cache-control") == ["no-cache"]


def test_feeds_may_be_read_by_scripts_of_other_sites_and_pages_not(front):
    assert front.get("/feed.json").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in front.get("/").headers


def test_https_adds_hsts_and_media_elsewhere_is_allowed(tmp_path):
    site = make_site(
        tmp_path, public_url="https://hub.example.org", media_url="https://cdn.example.org/public"
    )

    text = render(site)

    assert (
        'add_header Strict-Transport-Security "max-age=63072000; includeSubDomains; preload" always;' in text
    )
    assert "upgrade-insecure-requests" in text
    assert "img-src 'self' https://cdn.example.org;" in text
    assert "proxy_set_header X-Forwarded-Proto https;" in text


def test_a_path_that_nginx_would_misread_is_refused(tmp_path):
    with pytest.raises(ValueError, match="dollar sign"):
        render(make_site(tmp_path / "a$b"))
