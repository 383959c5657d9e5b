"""The door `/count`: what it takes, and all that it keeps."""

import pytest
from django.db import OperationalError, connection

from series.models import Page, Tally
from series.statistics import limits, writing
from tests.factories import live as make
from tests.series.statistics.numbers import put, tallied


def test_a_page_that_was_opened_a_play_and_an_end_are_each_one_more(tell, film):
    for what in ("view", "play", "completion", "play"):
        assert tell(film, what).status_code == 204
    assert tallied() == {
        (film.path, "view", ""): 1,
        (film.path, "play", ""): 2,
        (film.path, "completion", ""): 1,
    }


def test_a_row_holds_a_day_a_page_a_kind_a_site_and_a_number_and_nothing_else(film):
    with connection.cursor() as cursor:
        for table in ("series_tally", "series_daycount", "series_monthcount"):
            columns = {
                column.name for column in connection.introspection.get_table_description(cursor, table)
            }
            assert columns == {"day", "page_id", "kind", "host", "number"}


def test_nothing_else_is_written_anywhere(tell, film):
    def rows():
        with connection.cursor() as cursor:
            tables = sorted(set(connection.introspection.table_names(cursor)) - {"series_tally"})
            cursor.execute("SELECT " + " + ".join(f'(SELECT count(*) FROM "{name}")' for name in tables))
            return cursor.fetchone()[0]

    before = rows()
    response = tell(film, "view", "news.example.org", **{"User-Agent": "Private Browser 1.0"})
    assert rows() == before
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    assert Tally.objects.count() == 1


def test_a_site_is_named_for_views_alone(tell, film):
    tell(film, "view", "news.example.org")
    tell(film, "play", "news.example.org")
    assert tallied() == {(film.path, "view", "news.example.org"): 1, (film.path, "play", ""): 1}


@pytest.mark.parametrize("wish", [{"Sec-GPC": "1"}, {"DNT": "1"}, {"Save-Data": "on"}])
def test_who_does_not_want_to_be_counted_is_not(tell, film, wish):
    assert tell(film, **wish).status_code == 204
    assert tallied() == {}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://testserver.evil.example"])
def test_other_sites_cannot_make_our_visitors_count(tell, film, origin):
    assert tell(film, Origin=origin).status_code == 403
    assert tallied() == {}


def test_what_is_not_understood_is_refused_and_breaks_nothing(client, tell, film):
    assert tell(film, "birth").status_code == 400
    assert tell("country/3-soap/").status_code == 400
    assert tell(film, "view", "x" * 5000).status_code == 413
    assert client.get("/count").status_code == 405
    own = {"Origin": "http://testserver"}
    assert client.post("/count", b"{", "application/json", headers=own).status_code == 400
    assert client.post("/count", b"\xff=\xfe", "text/plain", headers=own).status_code == 400
    for path in ("/\0/", "/%00/", "/" + "x" * 900 + "/", "/nowhere/", "/admin/"):
        assert tell(path, "view").status_code == 204
    assert tallied() == {}


def test_only_what_is_up_is_counted(tell, film):
    Page.objects.filter(pk=film.pk).update(state="gone")
    for what in ("view", "play", "completion"):
        tell(film, what)
    assert tallied() == {}


def test_a_film_that_is_only_announced_is_opened_and_not_played(tell, film):
    teaser = make.make_live_teaser()
    page = Page.objects.get(subject=teaser.teaser.episode.subject, kind="episode")
    for what in ("view", "play", "completion"):
        tell(page, what)
    assert tallied() == {(page.path, "view", ""): 1}


def test_a_film_in_a_frame_is_played_and_its_frame_not_opened(tell, film):
    frame = Page.objects.get(subject=film.subject, kind="embed")
    for what in ("view", "play", "completion"):
        tell(frame, what)
    assert tallied() == {(frame.path, "play", ""): 1, (frame.path, "completion", ""): 1}


def test_pages_without_a_film_are_only_opened(tell, film):
    home = make.make_page("home")
    tell(home, "view")
    tell(home, "play")
    tell(make.make_page("feed"), "view")
    assert tallied() == {("/", "view", ""): 1}


def test_an_address_in_other_letters_is_the_same_page_as_scripts_say_it(tell, film):
    subject = make.make_live_series(slug="صابون")
    tell("/%D8%B5%D8%A7%D8%A8%D9%88%D9%86/", "view")
    assert tallied() == {(Page.objects.get(subject=subject, kind="series").path, "view", ""): 1}


def test_on_one_page_so_many_sites_are_named_and_no_more(tell, film):
    for number in range(limits.HOSTS_A_PAGE + 5):
        tell(film, "view", f"site{number}.example.org")
    tell(film, "view", "site0.example.org")
    found = tallied()
    named = [host for _path, _kind, host in found if host != "other"]
    assert len(named) == limits.HOSTS_A_PAGE
    assert found[film.path, "view", "other"] == 5
    assert found[film.path, "view", "site0.example.org"] == 2


def test_in_all_so_many_sites_are_named_and_no_more(tell, film, monkeypatch):
    monkeypatch.setattr(writing, "HOSTS_A_DAY", 3)
    home = make.make_page("home")
    for number in range(2):
        tell(film, "view", f"site{number}.example.org")
        tell(home, "view", f"site{number}.example.org")
    found = tallied()
    assert len([host for _path, _kind, host in found if host != "other"]) == 3
    assert found["/", "view", "other"] == 1


def test_yesterdays_names_do_not_take_todays_room(tell, film, monkeypatch):
    monkeypatch.setattr(writing, "HOSTS_A_PAGE", 1)
    put(Tally, film, 7, before=1, host="old.example.org")
    tell(film, "view", "new.example.org")
    assert tallied() == {(film.path, "view", "new.example.org"): 1}


def test_our_own_names_are_no_sites_that_led_here(tell, film, settings):
    settings.PUBLIC_URL = "https://hub.example.org"
    settings.ALLOWED_HOSTS = ["testserver", "old-hub.example.org"]
    for name in ("hub.example.org", "www.hub.example.org", "testserver", "OLD-HUB.example.org"):
        tell(film, "view", name)
    assert tallied() == {(film.path, "view", ""): 4}


def test_the_day_is_the_hubs_own(tell, film, monkeypatch):
    make.make_live_site(zone="Pacific/Kiritimati")
    tell(film)
    far_east = Tally.objects.get().day
    Tally.objects.all().delete()
    make.make_live_site(zone="Pacific/Pago_Pago")
    tell(film)
    assert (far_east - Tally.objects.get().day).days == 1


def test_while_the_database_is_away_a_count_is_lost_and_that_is_all(tell, film, monkeypatch):
    def away(**_named):
        raise OperationalError("gone")

    monkeypatch.setattr(writing, "add", away)
    assert tell(film).status_code == 503


def test_a_count_asks_twice_a_new_site_a_little_more(tell, film, django_assert_num_queries):
    with django_assert_num_queries(2):
        tell(film)
    tell(film, "view", "news.example.org")
    with django_assert_num_queries(3):
        tell(film, "view", "news.example.org")
