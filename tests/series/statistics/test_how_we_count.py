"""What the public page says is what the code does: each number in it comes from there."""

import re

import pytest
from django.conf import settings
from html5lib import parse

from series.pages.live import LiveSet
from series.pages.render import render
from series.statistics import limits
from sparks.nginx import counting
from tests.factories import live as make


@pytest.fixture
def text(db) -> str:
    make.make_live_site()
    body = render(page=make.make_page("how_we_count"), live=LiveSet())
    assert body is not None
    main = parse(body, namespaceHTMLElements=False).find(".//main")
    return " ".join("".join(main.itertext()).split())


def test_every_number_on_the_page_is_one_of_the_codes(text):
    said = (
        f"at least {limits.MOST_PLAYED} per cent",
        f"fewer than {limits.FEWEST} times on a day",
        f"At most {limits.HOSTS_A_PAGE} sites",
        f"{limits.HOSTS_A_DAY} for all pages",
        f"kept for {limits.MONTHS_BY_DAY} months",
        f"one of {counting.PLACES} drawers",
        f"More than {counting.IN_ALL} counts a second",
        "zone America/New_York",
    )
    for words in said:
        assert words in text
        text = text.replace(words, "")
    # What is left is an example.
    assert re.findall(r"\d+", text) == ["214", "5"]


def test_the_script_takes_a_film_for_seen_as_the_page_says():
    script = (settings.BASE_DIR / "static" / "js" / "count.js").read_text()
    [share] = re.findall(r"const MOST = ([\d.]+);", script)
    assert float(share) * 100 == limits.MOST_PLAYED


def test_the_script_touches_nothing_that_could_tell_one_visitor_from_another():
    script = (settings.BASE_DIR / "static" / "js" / "count.js").read_text()
    code = re.sub(r"//.*", "", script)
    for word in (
        "cookie",
        "Storage",
        "indexedDB",
        "caches",
        "userAgent",
        "screen",
        "language",
        "random",
        "Date",
    ):
        assert word not in code
    assert 'credentials: "omit"' in code


def test_every_page_leads_there(db):
    make.make_live_site()
    body = render(page=make.make_page("home"), live=LiveSet())
    assert body is not None
    assert b'href="/how-we-count/"' in body


def test_pages_are_counted_and_previews_errors_and_frames_are_not_opened(db):
    make.make_live_site()
    for kind, counted in (("home", True), ("error_404", False)):
        body = render(page=make.make_page(kind), live=LiveSet())
        assert body is not None
        assert (b"count.js" in body) == counted
    previewed = render(page=make.make_page("home"), live=LiveSet(), instead={"preview": True})
    assert previewed is not None
    assert b"count.js" not in previewed
