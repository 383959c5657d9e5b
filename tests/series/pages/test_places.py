"""A map of where the stories are: bounded, with names, and at every spot somebody."""

import gzip

import pytest
from html5lib import parse

from creators.models.degrees import CoarseDegrees
from series.models import Page
from series.pages.live import LiveSet
from series.pages.map.spots import APART, spots
from series.pages.map.window import around
from series.pages.render import render
from tests.factories import live as make

TOWNS = [[40.7, -74.0], [40.6, -74.1], [35.1, -90.0], [46.8, -92.1]]


def body() -> str:
    return render(page=Page.objects.get(kind="places"), live=LiveSet()).decode()


@pytest.fixture
def hub(db):
    make.make_live_site()
    make.make_hub_pages()


def test_who_stands_near_shares_a_spot_and_everybody_is_in_the_list(hub):
    people = [
        make.make_live_creator(f"Person {n}", place=f"Town {n}", position=at) for n, at in enumerate(TOWNS)
    ]
    text = body()
    for person in people:
        assert text.count(f'href="/people/{person.creator.slug}/"') >= 1
    assert text.count('class="reach"') == 3
    assert ">2</text>" in text
    assert "Person 0, Person 1" in text
    parse(text)


def test_without_a_place_there_is_a_sentence_and_no_map(hub):
    make.make_live_creator("Nowhere")
    text = body()
    assert 'class="ground"' not in text
    assert "will make this map" in text


def test_a_full_map_of_the_whole_earth_stays_small_and_asks_little(hub, django_assert_max_num_queries):
    for number in range(110):
        at = [(number * 37) % 110 - 50.0, (number * 61) % 340 - 170.0]
        make.make_live_creator(f"Person {number}", place=f"Some town {number}", position=at)
    with django_assert_max_num_queries(5):  # one reads the row
        text = body()
    assert text.count('class="spot"') <= 100
    assert len(gzip.compress(text.encode())) <= 20_000
    assert 'href="/places/1/"' in text


@pytest.mark.parametrize(
    "places",
    [[(0.0, 0.0)], [(89.9, 179.9)], [(-90.0, -180.0)], [(10, -170), (10, 170)], [(71.2, 25.8), (36, -5.6)]],
)
def test_every_place_lies_on_its_map(places):
    window = around(places)
    for place in places:
        x, y = window.at(place)
        assert 0 <= x <= window.width
        assert 0 <= y <= window.height
    assert window.width <= 101


def test_spots_are_a_thumb_apart():
    places = [(40 + n * 0.7, -80 + n * 0.9) for n in range(40)]
    people = [{"name": f"P{n}", "place": "", "position": at, "path": "/"} for n, at in enumerate(places)]
    found = spots(people, window=around(places))
    at = [(float(spot.x), float(spot.y)) for spot in found]
    apart = [((a - c) ** 2 + (b - d) ** 2) ** 0.5 for i, (a, b) in enumerate(at) for c, d in at[i + 1 :]]
    assert min(apart) > APART - 0.3
    assert sum(len(spot.people) for spot in found) == 40


@pytest.mark.parametrize(
    ("typed", "kept"), [("40.7128", "40.7"), ("-74.06", "-74.1"), ("", None), ("0", "0.0")]
)
def test_a_position_is_kept_to_a_tenth_of_a_degree(typed, kept):
    value = CoarseDegrees(most=180, null=True, blank=True).formfield().clean(typed)
    assert (None if value is None else str(value)) == kept


def test_the_archive_leads_to_its_years_and_a_year_to_its_parts(hub, rendered):
    series, creator = make.make_live_series(), make.make_live_creator()
    for _number in range(25):
        make.make_live_episode(series=series, creator=creator)
    make.make_page("archive_year", key="2026")
    make.make_page("archive_year_part", key="2026/1")
    assert 'href="/archive/2026/"' in rendered("archive")
    year = rendered("archive_year")
    assert year.count('class="frame') >= 24
    assert 'href="/archive/2026/1/"' in year
    assert "Archive 2026, 1–100" in rendered("archive_year_part")
