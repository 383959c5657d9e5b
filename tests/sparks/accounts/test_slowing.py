"""X4: guessing slows one name from one place, and nobody else; a header that anybody can write changes nothing."""

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from sparks.accounts.source import source_of
from sparks.accounts.tasks import forget
from tests.factories import people
from tests.sparks.accounts.door import HOME, SHOW, code_of, type_code, type_password, with_app

pytestmark = pytest.mark.django_db

HERE, THERE = "203.0.113.7", "198.51.100.9"
# As nginx hands on what came: whatever the visitor claimed, then whom nginx spoke with.
BY_NGINX = {"REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture(autouse=True)
def _behind_nginx(settings):
    settings.TRUSTED_HOPS = 1


def at(address: str, *, claiming: str = "") -> Client:
    named = f"{claiming}, {address}" if claiming else address
    return Client(HTTP_X_FORWARDED_FOR=named, **BY_NGINX)


def fail(client: Client, name: str, times: int) -> str:
    page = ""
    for _ in range(times):
        page = type_password(client, name, "not the password at all").content.decode()
    return page


def is_let_in(client: Client, name: str) -> bool:
    return type_password(client, name).status_code == 302


def test_X4_ten_bad_tries_through_the_proxy_slow_that_name_from_there_and_nothing_else():
    people.ana(), people.ben()
    said = fail(at(HERE), "ana", 10)
    assert "Too many failed tries for this name from where you are. Try again in 5 minutes." in said
    assert not is_let_in(at(HERE), "ana")
    assert is_let_in(at(THERE), "ana")
    assert is_let_in(at(HERE), "ben")


def test_X4_a_forged_header_neither_frees_nor_burdens_anybody():
    people.ana()
    for number in range(10):
        fail(at(HERE, claiming=f"192.0.2.{number}"), "ana", 1)
    assert not is_let_in(at(HERE, claiming="192.0.2.99"), "ana")
    fail(at(HERE, claiming=THERE), "ana", 5)
    assert is_let_in(at(THERE), "ana")


def test_X4_with_a_tls_proxy_before_nginx_the_visitor_is_the_one_it_names(settings):
    settings.TRUSTED_HOPS = 2
    proxy = "10.0.0.1"
    fail(Client(HTTP_X_FORWARDED_FOR=f"{HERE}, {proxy}", **BY_NGINX), "ana", 5)
    people.ana()
    assert not is_let_in(Client(HTTP_X_FORWARDED_FOR=f"9.9.9.9, {HERE}, {proxy}", **BY_NGINX), "ana")
    assert is_let_in(Client(HTTP_X_FORWARDED_FOR=f"{THERE}, {proxy}", **BY_NGINX), "ana")


def test_X4_whoever_reaches_the_application_past_nginx_is_not_believed():
    direct = RequestFactory(REMOTE_ADDR="8.8.8.8")
    forged = direct.get("/", HTTP_X_FORWARDED_FOR=HERE)
    assert source_of(forged) == source_of(direct.get("/"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"),
        ("203.0.113.7", "203.0.113.7:49152"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("[2001:db8:1:2::1]:443", "2001:db8:1:2::5"),
        ("nonsense", "<script>"),
    ],
)
def test_one_network_is_one_source_however_it_is_written(one, other):
    ask = RequestFactory(**BY_NGINX)
    assert source_of(ask.get("/", HTTP_X_FORWARDED_FOR=one)) == source_of(
        ask.get("/", HTTP_X_FORWARDED_FOR=other)
    )


def test_a_name_that_has_no_account_is_slowed_in_the_same_words():
    people.ana()
    known, unknown = fail(at(HERE), "ana", 6), fail(at(HERE), "nobody", 6)
    for page in (known, unknown):
        assert "Too many failed tries for this name from where you are. Try again in 5 minutes." in page
    assert (
        fail(at(THERE), "ana", 1).count("go together")
        == fail(at(THERE), "nobody", 1).count("go together")
        == 1
    )


def test_the_name_in_other_letters_is_the_same_name():
    people.ana()
    fail(at(HERE), "ANA", 3)
    fail(at(HERE), " Ana ", 2)
    assert not is_let_in(at(HERE), "ana")


def test_who_gets_it_right_in_between_is_not_counted_for_it():
    people.ana()
    fail(at(HERE), "ana", 4)
    assert is_let_in(at(HERE), "ana")
    assert is_let_in(at(HERE), "ana")


def test_codes_can_not_be_guessed_at_either():
    secret = with_app(people.ana())
    client = at(HERE)
    assert type_password(client, "ana").url == SHOW
    for _ in range(5):
        type_code(client, "000000")
    answer = type_code(client, code_of(secret))
    assert "Too many tries. Wait five minutes" in answer.content.decode()
    assert client.get(HOME).status_code == 302


def test_a_letter_for_a_new_password_can_still_be_asked_for_and_three_are_enough():
    people.ana()
    fail(at(HERE), "ana", 10)
    url = reverse("account_reset_password")
    answers = [at(HERE).post(url, {"email": "ana@example.org"}).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
    assert at(HERE).post(url, {"email": "ben@example.org"}).status_code == 302


def test_no_address_stands_in_the_table_and_nothing_stays_longer_than_it_counts():
    people.ana()
    fail(at(HERE), "ana", 3)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key || value FROM accounts_throttle")
        rows = [row[0] for row in cursor.fetchall()]
        assert rows
        assert not [row for row in rows if HERE in row or "ana" in row]
        cursor.execute("UPDATE accounts_throttle SET expires = clock_timestamp() - interval '1 second'")
        forget()
        cursor.execute("SELECT count(*) FROM accounts_throttle")
        assert cursor.fetchone()[0] == 0
