"""Many who are counted at once."""

import pytest
from django.test import Client

from series.models import DayCount, Page, Tally
from series.statistics.limits import HOSTS_A_PAGE
from series.statistics.settle import settle
from tests.factories import live as make
from tests.races.together import count, together
from tests.series.statistics.numbers import put, tallied

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def film() -> Page:
    make.make_live_site()
    return Page.objects.get(subject=make.make_live_episode(), kind="episode")


def told(page, what="play", site=""):
    return (
        Client()
        .post(
            "/count", {"page": page.path, "what": what, "from": site}, headers={"Origin": "http://testserver"}
        )
        .status_code
    )


def test_fifty_at_the_same_moment_are_fifty(film):
    results = together(*[lambda: told(film)] * 50)
    assert count(results, 204) == 50
    assert tallied() == {(film.path, "play", ""): 50}


def test_fifty_from_fifty_sites_at_once_are_fifty_and_name_no_more_than_allowed(film):
    acts = [lambda n=n: told(film, "view", f"site{n}.example.org") for n in range(50)]
    assert count(together(*acts), 204) == 50
    found = tallied()
    assert len([host for _path, _kind, host in found if host != "other"]) == HOSTS_A_PAGE
    assert sum(found.values()) == 50


def test_a_day_that_is_closed_while_it_is_counted_and_twice_loses_nothing(film):
    put(Tally, film, 10, before=1, kind="play")
    together(settle, settle, *[lambda: told(film)] * 20)
    assert tallied() == {(film.path, "play", ""): 20}
    assert [row.number for row in DayCount.objects.all()] == [10]
