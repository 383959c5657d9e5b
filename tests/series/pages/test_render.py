from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from series.models import Page
from series.pages.live import LiveSet, LiveSubject
from series.pages.notice import render_notice
from series.pages.render import render
from series.pages.shown.names import headline, shortened, size_of
from series.templatetags.pages import moment, paragraphs
from tests.factories import live as make
from tests.series.pages.conftest import metas, parsed


def test_a_preview_shows_a_revision_that_is_not_live_through_the_same_templates(hub, rendered):
    live = LiveSet().get(hub.first.id)
    draft = LiveSubject(**{**vars(live), "content": {**live.content, "title": "Not yet approved"}})
    page = Page.objects.get(kind="episode", subject=hub.first)
    text = render(page=page, live=LiveSet(overlay={hub.first.id: draft})).decode()
    assert "Not yet approved" in text
    assert "Not yet approved" not in rendered(page)


def test_a_notice_stands_where_something_was_withdrawn(hub):
    page = Page.objects.get(kind="episode", subject=hub.first)
    page.state, page.notice, page.gone_at = "gone", "Taken down <at> her request.", make.FIRST
    text = render_notice(page=page, live=LiveSet()).decode()
    parsed(text)
    assert "Taken down &lt;at&gt; her request." in text
    assert "Thursday 5 March 2026, 09:00 EST (UTC−5)" in text
    assert metas(text)["robots"] == "noindex"
    assert "First" not in text


def test_rendering_leaves_the_callers_language_alone_and_takes_nothing_from_it(hub, rendered):
    page = Page.objects.get(kind="home")
    with translation.override("ar"):
        arabic = rendered(page)
        assert translation.get_language() == "ar"
    assert arabic == rendered(page)


def test_T5_a_time_names_its_zone_on_both_sides_of_a_clock_change():
    before = datetime(2026, 3, 5, 14, tzinfo=UTC)
    after = before + timedelta(weeks=1) - timedelta(hours=1)
    assert "09:00 EST (UTC−5)" in moment(before, "America/New_York")
    assert "09:00 EDT (UTC−4)" in moment(after, "America/New_York")
    assert 'datetime="2026-03-12T13:00:00Z"' in moment(after, "America/New_York")


def test_a_day_is_the_day_of_its_zone():
    assert "6 March 2026" in moment(datetime(2026, 3, 5, 23, tzinfo=UTC), "Asia/Tokyo", "day")


def test_paragraphs_are_made_of_blank_lines_and_nothing_else_is_markup():
    assert paragraphs("One\r\n\r\nTwo\nlines\n \n\n<b>") == "<p>One</p><p>Two<br>lines</p><p>&lt;b&gt;</p>"
    assert paragraphs("") == paragraphs("\n \n") == ""


@pytest.mark.parametrize(
    ("name", "title", "told"),
    [
        ("Jessie", "Soap", "Jessie: Soap"),
        ("Jessie", "Jessie and the soap", "Jessie and the soap"),
        ("Jessie", "", "Jessie"),
        ("", "Soap", "Soap"),
    ],
)
def test_the_person_comes_first_and_is_not_named_twice(name, title, told):
    assert headline({"creator_name": name, "title": title}) == told


def test_longer_names_are_set_smaller():
    names = ["Bea", "Jessie Whittington", "Hanneke van der Wouden", "n " * 40, "n" * 300]
    assert [size_of(name) for name in names] == ["short", "long", "long", "longer", "longest"]


def test_a_description_is_cut_between_words():
    assert shortened("one two three", to=9) == "one two…"
    assert shortened("x" * 20, to=10) == "x" * 9 + "…"
    assert shortened("one\n two", to=20) == "one two"


def test_the_head_says_in_short_what_a_page_says_whole(hub, rendered):
    legal = make.make_live_legal("Imprint", body="Nothing is kept. " * 200)
    said = metas(rendered(Page.objects.get(subject=legal)))["description"]
    assert said.endswith("…")
    assert len(said) <= 300
