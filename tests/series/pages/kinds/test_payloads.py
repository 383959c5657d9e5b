"""Text is text: whatever an editor pasted, nothing of it becomes markup, script or a broken file."""

import json
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from series.models import Page
from series.models.front import SECTIONS
from tests.factories import live as make
from tests.series.pages.conftest import graph, parsed

PAYLOADS = [
    "</script><script>alert(1)</script>",
    "</title></textarea></style><img src=x onerror=alert(1)>",
    "\"><svg/onload=alert(1)> ' onmouseover='alert(1)",
    "{{ 7|add:7 }}{% load x %}<!-- --!> ]]> -->",
    "]]></description><x>&amp;&lt;&#0;",
    "\x01\x0b\x1f\x7f\x9f\ufffe\uffff\u2028\u2029\u202e",
    "BEGIN:VEVENT\r\nATTENDEE:x;y,\\z\nEND:VCALENDAR",
]


@pytest.fixture
def poisoned(db, request):
    bad = request.param
    make.make_live_site(
        **dict.fromkeys(("name", "tagline", "introduction", "publisher", "licence", "comments_note"), bad),
        contact_email=bad,
    )
    make.make_hub_pages()
    series = make.make_live_series(bad, promise=bad, introduction=bad, hashtag=bad)
    cause = make.make_live_cause(summary=bad)
    make.make_live_cause(None, name=bad, summary=bad)
    make.make_live_legal("Fine", title=bad, body=bad)
    resource = make.make_live_resource(
        "Fine", title=bad, summary=bad, body=bad, link=bad, kind=bad, series=series.id, causes=[cause.id]
    )
    make.make_live_resource("Also fine", title=bad, link="javascript:alert(1)")
    make.make_live_figure(
        bad, **dict.fromkeys(("label", "prefix", "suffix", "unit", "source", "source_url", "owner"), bad)
    )
    make.make_live_front(text=bad, sections=[*SECTIONS, bad])
    creator = make.make_live_creator(
        bad,
        **dict.fromkeys(
            ("handle", "initiative", "category", "place", "biography", "quote", "quote_source"), bad
        ),
        links=[
            {"label": bad, "url": "javascript:alert(1)"},
            {"label": bad, "url": f"https://x.example/{bad}"},
        ],
    )
    told = ("summary", "story", "byline", "mention", "sound_credit", "transcript", "post_url", "creator_name")
    make.make_live_episode(
        series=series,
        creator=creator,
        causes=(cause,),
        title=bad,
        **dict.fromkeys(told, bad),
        credits=[{"role": bad, "name": bad}],
        sources=[bad],
        hashtags=[bad],
        resources=[resource.id],
        corrections=({"at": "2026-03-06T14:00:00+00:00", "notice": bad, "release": 1},),
    )
    make.make_live_teaser(series=series, name=bad, line=bad)
    for part in ("archive_part", "people_part", "sitemap_part", "api_part"):
        make.make_page(part, key="1")
    return bad


@pytest.mark.parametrize("poisoned", PAYLOADS, indirect=True)
def test_every_payload_is_inert_in_every_page(poisoned, rendered):
    for page in Page.objects.filter(state="up"):
        text = rendered(page)
        if text.startswith("<!doctype html>"):
            _is_harmless(text)
        elif page.path.endswith(".xml"):
            ET.fromstring(text)
        elif page.path.endswith(".json"):
            json.loads(text)
        elif page.path.endswith(".ics"):
            events = Calendar.from_ical(text).walk("VEVENT")
            assert len(events) == 2
            assert not any("ATTENDEE" in event for event in events)
        else:
            assert page.kind in {"robots", "security", "site_style", "series_style"}
            assert "<" not in text


def _is_harmless(text: str) -> None:
    tree = parsed(text)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert not [name for name in element.keys() if name.startswith("on")]  # noqa: SIM118
        assert element.tag not in {"style", "x"}
        assert element.tag != "img" or element.get("src", "").startswith("/media/")
        assert not (element.get("href") or "").lower().startswith(("javascript:", "data:"))
        if element.tag == "script":
            assert (
                element.get("src", "").startswith("/static/js/")
                or element.get("type") == "application/ld+json"
            )
    if "application/ld+json" in text:
        assert graph(text)
