import pytest

from series.statistics.hosts import host_of


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("", ""),
        ("News.Example.ORG", "news.example.org"),
        ("news.example.org.", "news.example.org"),
        ("news.example.org:8443", "news.example.org"),
        ("www.example.org", "example.org"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("l.news_site.example", "l.news_site.example"),
    ],
)
def test_a_public_site_is_kept_by_one_spelling_of_its_name(said, kept):
    assert host_of(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        *("192.168.1.20", "10.0.0.1:8080", "[2001:db8::1]", "2001:db8::1", "3232235777", "1.2.3"),
        *("localhost", "intranet", "nas.local", "wiki.corp", "printer.lan", "mail.internal"),
        *("a b.example", "=cmd().example", "ex..ample.org", "-a.example.org", "a/b.example", "<b>.example"),
        *("x" * 64 + ".example", ".".join(["long"] * 40), "other", "\0.example", "🙂", "%61.example"),
    ],
)
def test_what_points_at_a_place_or_is_no_name_is_other(said):
    assert host_of(said) == "other"


def test_our_own_names_are_nothing():
    assert host_of("hub.example.org", own={"hub.example.org"}) == ""
    assert host_of("WWW.hub.example.org:80", own={"hub.example.org"}) == ""
