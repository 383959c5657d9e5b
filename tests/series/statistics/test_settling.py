"""Days that are over, and months that are long over."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from series.models import DayCount, MonthCount, Tally
from series.statistics import settle as settling
from series.statistics.limits import FEWEST, MONTHS_BY_DAY
from series.statistics.settle import first_by_day, settle
from tests.factories import live as make
from tests.series.statistics.numbers import day, kept, put, tallied


def test_when_a_day_is_over_small_sites_lose_their_name_and_no_count_is_lost(film):
    put(Tally, film, 50, before=1)
    put(Tally, film, FEWEST, before=1, host="big.example.org")
    put(Tally, film, FEWEST - 1, before=1, host="small.example.org")
    put(Tally, film, 1, before=1, host="smallest.example.org")
    put(Tally, film, 4, before=1, host="other")
    put(Tally, film, 2, before=1, kind="play")
    put(Tally, film, 1, host="today.example.org")
    settle()
    yesterday = day(1)
    assert kept() == {
        (yesterday, "view", ""): 50,
        (yesterday, "view", "big.example.org"): FEWEST,
        (yesterday, "view", "other"): 4 + FEWEST,
        (yesterday, "play", ""): 2,
    }
    assert tallied() == {(film.path, "view", "today.example.org"): 1}


def test_a_site_is_small_on_each_page_by_itself(film):
    home = make.make_page("home")
    for page in (film, home):
        put(Tally, page, FEWEST - 1, before=1, host="here-and-there.example.org")
    settle()
    assert {host for _day, _kind, host in kept()} == {"other"}


def test_twice_is_once_and_who_comes_late_is_added(film):
    put(Tally, film, 5, before=1, kind="play")
    settle()
    settle()
    put(Tally, film, 2, before=1, kind="play")
    settle()
    assert kept() == {(day(1), "play", ""): 7}


def test_killed_on_the_way_nothing_is_lost_or_doubled(film, monkeypatch):
    put(Tally, film, 5, before=1, kind="play")
    monkeypatch.setattr(settling, "_ADD_UP", "SELECT 1 / 0")
    with pytest.raises(Exception, match="division by zero"), transaction.atomic():
        settle()
    monkeypatch.undo()
    assert (Tally.objects.count(), DayCount.objects.count()) == (1, 0)
    settle()
    assert kept() == {(day(1), "play", ""): 5}


def test_days_are_added_up_by_month_when_they_are_old_and_not_before(film):
    first = first_by_day(day())
    assert (day().year * 12 + day().month) - (first.year * 12 + first.month) == MONTHS_BY_DAY
    for at in (first, first - timedelta(days=1), first - timedelta(days=2)):
        DayCount.objects.create(day=at, page=film, kind="play", host="", number=3)
        DayCount.objects.create(day=at, page=film, kind="view", host="a.example.org", number=4)
    settle()
    settle()
    assert {row.day for row in DayCount.objects.all()} == {first}
    month = (first - timedelta(days=1)).replace(day=1)
    rows = MonthCount.objects.values_list("day", "kind", "host", "number")
    assert set(rows) == {(month, "play", "", 6), (month, "view", "a.example.org", 8)}


def test_the_database_itself_refuses_a_site_beside_a_play_and_a_month_that_begins_late(film):
    with pytest.raises(IntegrityError), transaction.atomic():
        put(Tally, film, 1, kind="play", host="news.example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        MonthCount.objects.create(day=day().replace(day=2), page=film, kind="play", host="", number=1)


def test_a_hot_row_is_written_beside_itself_without_its_indexes(film):
    """Nothing that changes with each count stands in an index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'series_tally'")
        assert not any("number" in definition for (definition,) in cursor.fetchall())
