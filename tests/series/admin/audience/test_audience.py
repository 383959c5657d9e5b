"""The page "Audience" of the desk, its tables, and the line on an episode's own page."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from series.models import DayCount, ExportRecord, Page, Tally
from series.models.episode import Episode
from series.statistics.limits import FEWEST
from tests.factories import live as make
from tests.factories import people
from tests.series.admin.pages import change, desk
from tests.series.statistics.numbers import day, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def film() -> Page:
    make.make_live_site()
    return page_of(make.make_live_episode(title="A bar of soap"))


@pytest.fixture
def ben():
    return desk(people.ben())


def page_of(subject, kind="episode") -> Page:
    return Page.objects.get(subject=subject, kind=kind)


def played(film, plays, ends, *, before=1):
    put(DayCount, film, plays, before=before, kind="play")
    put(DayCount, film, ends, before=before, kind="completion")


def shown(client, **asked):
    response = client.get(reverse("desk-audience"), asked)
    assert response.status_code == 200
    return response


def text_of(response) -> str:
    main = response.content.decode().split('class="desk-page audience"')[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_an_empty_hub_says_so_and_what_will_come(ben):
    make.make_live_site()
    text = text_of(shown(ben))
    assert "Nothing was counted in these days." in text
    assert "Numbers come by themselves" in text


def test_plays_ends_and_their_rate_are_added_up_of_today_and_the_days_before(ben, film):
    played(film, 40, 30)
    played(film, 100, 100, before=60)
    put(Tally, film, 10, kind="play")
    put(Tally, page_of(film.subject, "embed"), 4, kind="play")
    put(Tally, film, 12)
    response = shown(ben)
    total = response.context["total"]
    assert (total.plays, total.completions, total.views, total.rate) == (54, 30, 12, 56)
    text = text_of(response)
    assert "4 of them on other people's pages" in text
    assert "56 of a hundred plays" in text
    assert "Jessie Example: A bar of soap 54 30 56 12" in text
    assert shown(ben, period="90").context["total"].plays == 154
    assert shown(ben, period="7").context["total"].plays == 54


def test_each_day_stands_in_the_chart_and_in_the_table(ben, film):
    played(film, 40, 30, before=2)
    response = shown(ben, period="7")
    page = response.content.decode()
    [chart] = re.findall(r'<svg class="audience-bars".*?</svg>', page, re.DOTALL)
    assert chart.count("<g>") == 7
    assert "most on" in chart
    assert "40 played, 30 to the end" in chart
    assert [sums.plays for _day, sums in response.context["units"]] == [0, 0, 40, 0, 0, 0, 0]
    assert response.context["top"] == 40


def test_longer_than_a_season_is_shown_by_month(ben, film):
    played(film, 40, 30, before=200)
    played(film, 2, 1)
    for period in ("year", "all"):
        units = shown(ben, period=period).context["units"]
        assert len(units) in ({12} if period == "year" else {7, 8})
        assert sum(sums.plays for _day, sums in units) == 42


def test_one_film_alone_has_its_own_days_and_sites(ben, film):
    other = page_of(make.make_live_episode(title="Bread"))
    played(film, 40, 30)
    played(other, 7, 7)
    put(DayCount, other, 9, before=1, host="bread.example.org")
    response = shown(ben, episode=str(other.subject.episode_id))
    assert response.context["total"].plays == 7
    text = text_of(response)
    assert "Only Jessie Example: Bread" in text
    assert "bread.example.org 9" in text
    assert "A bar of soap" not in text


@pytest.mark.parametrize(
    "asked",
    [
        {"episode": "999999"},
        {"episode": "soap"},
        {"episode": "9" * 40},
        {"episode": "٣"},
        {"period": "7'--"},
        {"period": "-1"},
    ],
)
def test_what_nobody_knows_shows_nothing_or_the_usual_and_never_breaks(ben, film, asked):
    played(film, 40, 30)
    plays = shown(ben, **asked).context["total"].plays
    assert plays == (0 if "episode" in asked else 40)


def test_small_numbers_of_today_have_no_name_here_either(ben, film):
    put(Tally, film, FEWEST - 1, host="small.example.org")
    put(Tally, film, FEWEST, host="big.example.org")
    text = text_of(shown(ben))
    assert f"big.example.org {FEWEST}" in text
    assert "small.example.org" not in text
    assert f"other sites {FEWEST - 1}" in text
    table = b"".join(ben.get(reverse("desk-audience-sites")).streaming_content).decode()
    assert "small.example.org" not in table


def test_what_was_withdrawn_keeps_its_numbers_under_its_address(ben, film):
    played(film, 40, 30)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM series_liverevision WHERE subject_id = %s", [film.subject_id])
    text = text_of(shown(ben))
    assert f"{film.path} 40 30 75" in text
    assert "A bar of soap" not in text


def test_the_tables_say_the_same_and_leave_a_line(ben, film):
    played(film, 40, 30)
    put(DayCount, film, 9, before=1, host="news.example.org")
    response = ben.get(reverse("desk-audience-pages"), {"period": "7"})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == [
        "day,page,film,opened,played,seen to its end",
        f"{day(1)},{film.path},Jessie Example: A bar of soap,9,40,30",
    ]
    sites = ben.get(reverse("desk-audience-sites"), {"period": "7"})
    lines = b"".join(sites.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == ["day,page,site,opened from there", f"{day(1)},{film.path},news.example.org,9"]
    records = ExportRecord.objects.order_by("pk").values_list("what", "kind", "query", "rows")
    assert list(records) == [
        ("audience pages", "csv", "period=7", 1),
        ("audience sites", "csv", "period=7", 1),
    ]


def test_no_cell_of_a_table_acts_on_a_spreadsheet(ben):
    make.make_live_site()
    person = make.make_live_creator("=1+1")
    film = page_of(make.make_live_episode(creator=person, title='=HYPERLINK("https://evil.example")'))
    played(film, 4, 3)
    table = b"".join(ben.get(reverse("desk-audience-pages")).streaming_content).decode("utf-8-sig")
    assert ",=" not in table
    assert ",\"'=1+1" in table or ",'=1+1" in table


def test_one_and_thirty_films_cost_the_same(ben, film, django_assert_max_num_queries):
    played(film, 40, 30)
    put(DayCount, film, 9, before=1, host="news.example.org")
    shown(ben)
    with django_assert_max_num_queries(30), CaptureQueriesContext(connection) as one:
        shown(ben)
    series = film.subject.episode.series.subject
    for number in range(29):
        more = page_of(make.make_live_episode(series=series))
        played(more, number + 1, number)
        put(DayCount, more, 9, before=number, host=f"site{number}.example.org")
    with CaptureQueriesContext(connection) as thirty:
        shown(ben)
    assert len(thirty) == len(one)


def test_an_episodes_own_page_has_a_line_and_asks_no_more_for_it(ben, film):
    episode = Episode.objects.get(subject=film.subject)
    ben.get(change(episode))
    with CaptureQueriesContext(connection) as without:
        page = ben.get(change(episode)).content.decode()
    assert "In the last 28 days" not in page
    played(film, 40, 30)
    played(film, 100, 100, before=60)
    with CaptureQueriesContext(connection) as with_it:
        page = ben.get(change(episode)).content.decode()
    assert "In the last 28 days: played 40 times, 30 times to the end; its page was opened 0 times." in page
    assert f"{reverse('desk-audience')}?episode={episode.pk}" in page
    assert len(with_it) == len(without)
