"""The hub's front: as an editor arranged it, as far as that is public; otherwise as it arranges itself."""

from datetime import timedelta

import pytest

from series.models.front import SECTIONS
from series.pages.live import LiveSet
from series.pages.shown.figures import after, before
from tests.factories import live as make
from tests.series.pages.conftest import parsed

FIRST, DAY = make.FIRST, timedelta(days=1)


def headings(text: str) -> list[str]:
    return [next(iter(h.itertext())).strip() for h in parsed(text).iter("h2")]


def top(text: str) -> str:
    return next("".join(h.itertext()) for h in parsed(text).iter("h2") if h.get("id") == "top")


@pytest.fixture
def people(hub):
    """Each film about somebody of their own."""
    return {
        name: make.make_live_episode(
            series=hub.series,
            creator=make.make_live_creator(name),
            published_at=FIRST + timedelta(weeks=week),
        )
        for week, name in ((20, "Ola Example"), (21, "Pim Example"), (22, "Quin Example"))
    }


def test_nobody_arranged_it_and_it_shows_the_newest_large(hub, people, rendered):
    text = rendered("home")
    assert top(text) == "Quin Example"
    assert headings(text) == [
        "Quin Example",
        "The minutes before",
        "Coming",
        "Series",
        "What came of it",
        "Resources",
    ]


def test_sections_stand_in_the_order_that_an_editor_chose_and_no_others(hub, people, rendered):
    make.make_live_front(sections=["figures", "people", "causes", "latest"], text="Hello,\n\nyou <there>.")
    text = rendered("home")
    assert headings(text) == ["Quin Example", "What came of it", "People", "Causes", "The minutes before"]
    assert "<p>you &lt;there&gt;.</p>" in text


def test_a_chosen_film_stands_large_and_not_twice(hub, people, rendered):
    make.make_live_front(hero=people["Ola Example"].id)
    text = rendered("home")
    assert top(text) == "Ola Example"
    assert "Worth a minute" in text
    assert "The newest minutes" in text
    assert text.count(">Ola Example<") == 1


def test_the_newest_film_chosen_is_called_the_newest(hub, people, rendered):
    make.make_live_front(hero=people["Quin Example"].id)
    assert "The newest minute<" in rendered("home").replace(" · <a", "<")


def test_what_was_chosen_until_an_instant_gives_way(hub, people, rendered):
    make.make_live_front(hero=people["Ola Example"].id, window_state="closed")
    assert top(rendered("home")) == "Quin Example"


def test_D9_an_unreleased_film_that_was_chosen_shows_its_teaser_and_nothing_else(hub, people, rendered):
    episode = hub.teaser.teaser.episode
    make.make_live_front(hero=episode.subject.id)
    text = rendered("home")
    assert top(text) == "Jon Example"
    assert "A secret title" not in text
    assert "<video" not in text
    assert text.count(">Jon Example<") == 1


def test_an_unreleased_film_without_a_public_teaser_leaves_the_newest(hub, people, rendered):
    hidden = make.make_episode(series=hub.series, creator=make.make_live_creator(), title="Hidden")
    make.make_live_front(hero=hidden.id)
    text = rendered("home")
    assert top(text) == "Quin Example"
    assert "Hidden" not in text


def test_a_withdrawn_or_cancelled_choice_leaves_the_newest(hub, people, rendered):
    chosen = people["Ola Example"]
    make.make_live_front(hero=chosen.id)
    chosen.pages.update(state="gone")
    assert top(rendered("home")) == "Quin Example"
    chosen.live.delete()
    assert top(rendered("home")) == "Quin Example"
    hub.teaser.live.premiere_status = "cancelled"
    hub.teaser.live.save()
    make.make_live_front(hero=hub.teaser.teaser.episode.subject.id)
    assert top(rendered("home")) == "Quin Example"


def test_chosen_teasers_stand_alone_and_those_gone_leave_whoever_comes_next(hub, people, rendered):
    late = make.make_live_teaser(series=hub.series, name="Late Example", premieres_at=FIRST + 99 * DAY)
    make.make_live_front(teasers=[late.id])
    text = rendered("home")
    assert "Late Example" in text
    assert "Jon Example" not in text
    late.live.delete()
    assert "Jon Example" in rendered("home")


def test_a_preview_shows_an_arrangement_that_is_not_live(hub, people, rendered):
    from series.models import Page
    from series.pages.live import LiveSubject
    from series.pages.render import render

    content = {"hero": None, "hero_until": None, "text": "Not yet.", "teasers": [], "sections": ["series"]}
    draft = LiveSubject(id=990099, kind="front", content=content)
    body = render(page=Page.objects.get(kind="home"), live=LiveSet(overlay={draft.id: draft}))
    assert b"Not yet." in body
    assert b"Not yet." not in rendered("home").encode()


def test_every_section_that_can_be_chosen_is_made(hub, people, rendered):
    make.make_live_front(sections=list(SECTIONS))
    assert len(headings(rendered("home"))) == 1 + len(SECTIONS)


def test_a_closed_resource_is_on_its_list_and_not_on_the_front(hub, rendered):
    make.make_live_resource("An evening about sound", state="closed")
    assert "An evening about sound" not in rendered("home")
    text = rendered("resources")
    assert text.index("Crash course") < text.index("An evening about sound")
    assert "Closed since" in text


def test_a_figure_says_its_source_its_date_and_its_number_as_the_language_writes_it(hub, rendered):
    hub.figure.live.delete()
    make.make_live_figure(
        "given", value="1234567.5", prefix="over $", unit="in all", as_of="2024-12-31", as_of_shows="year"
    )
    tree = parsed(rendered("home"))
    number, source = list(tree.iter("dd"))
    assert "".join(number.itertext()) == "over $1,234,567.5 in all"
    assert "".join(source.itertext()) == "Annual report · 2024"
    assert [a.get("href") for a in source.iter("a")] == ["https://example.org/report"]


def test_a_figure_stands_on_the_page_of_its_series_and_its_cause_and_on_no_other(hub, rendered):
    other = make.make_live_series("Another")
    assert "given to non-profits" in rendered("series", subject=hub.series)
    assert "given to non-profits" in rendered("cause", subject=hub.cause)
    assert "given to non-profits" not in rendered("series", subject=other)


def test_figures_stand_in_their_order(hub, rendered):
    hub.figure.live.delete()
    make.make_live_figure("second", order=20)
    make.make_live_figure("first", order=10)
    text = rendered("home")
    assert text.index(">first<") < text.index(">second<")


@pytest.mark.parametrize(
    ("prefix", "said"),
    [("", ""), ("$", "$"), ("over $", "over $"), (" more than ", "more than\xa0"), ("€", "€")],
)
def test_a_word_before_a_number_keeps_its_distance(prefix, said):
    assert before(prefix) == said


@pytest.mark.parametrize(
    ("suffix", "unit", "said"),
    [("%", "", "%"), ("+", "films", "+ films"), ("m", "", "\xa0m"), ("", "hours", " hours")],
)
def test_what_follows_a_number(suffix, unit, said):
    assert after(suffix, unit) == said


@pytest.mark.parametrize(
    ("state", "said", "way_in"),
    [("announced", "Not open yet.", False), ("open", "until", True), ("closed", "This page stays", False)],
)
def test_a_resource_says_where_it_stands_and_shows_the_way_in_only_while_it_is_open(
    hub, rendered, state, said, way_in
):
    resource = make.make_live_resource("Mentors", state=state)
    text = rendered("resource", subject=resource)
    assert said in text
    assert ("https://example.org/apply" in text) is way_in
    assert "EST" in text or "EDT" in text


def test_a_resource_without_dates_is_simply_there(hub, rendered):
    resource = make.make_live_resource("A guide", kind="guide", opens=None, closes=None)
    text = rendered("resource", subject=resource)
    assert "Go to example.org" in text
    assert 'class="expected"' not in text


def test_a_watch_page_leads_to_the_resources_that_are_public(hub, rendered):
    text = rendered("episode", subject=hub.third)
    assert "Where to go from here" in text
    assert "Open until" in text
    hub.resource.live.delete()
    assert "Where to go from here" not in rendered("episode", subject=hub.third)
