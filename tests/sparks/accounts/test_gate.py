"""X5: nobody reaches the desk without a second factor, whichever way they came in."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from series.models import Episode
from tests.factories import people
from tests.series.admin.pages import add, desk, listing
from tests.sparks.accounts.door import (
    HOME,
    LOGIN,
    SHOW,
    code_of,
    is_at_the_desk,
    link_in,
    newest_letter,
    type_code,
    type_password,
    with_app,
    with_codes,
)

pytestmark = pytest.mark.django_db

SET_UP = reverse("mfa_index")


@pytest.fixture(autouse=True)
def _required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def test_a_password_and_a_code_open_the_desk():
    secret = with_app(people.ana())
    client = Client()
    assert type_password(client, "ana").url == SHOW
    assert not is_at_the_desk(client)
    answer = type_code(client, code_of(secret))
    assert (answer.status_code, answer.url) == (302, HOME)
    assert is_at_the_desk(client)


def test_the_address_does_for_the_name():
    secret = with_app(people.ana())
    client = Client()
    assert type_password(client, "Ana@Example.org").url == SHOW
    type_code(client, code_of(secret))
    assert is_at_the_desk(client)


def test_X5_after_the_password_alone_every_page_of_the_desk_is_shut():
    with_app(people.ana())
    client = Client()
    type_password(client, "ana")
    for url in (
        HOME,
        listing(Episode),
        add(Episode),
        reverse("admin:jsi18n"),
        "/admin/file/1/",
        "/admin/nothing/",
    ):
        answer = client.get(url)
        assert answer.status_code == 302, url
        assert "/login/" in answer.url, url


def test_X5_the_admins_own_login_signs_nobody_in():
    people.ana()
    client = Client()
    url = reverse("admin:login")
    assert client.get(url).url == LOGIN
    answer = client.post(url, {"username": "ana", "password": people.PASSWORD})
    assert answer.url == LOGIN
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["ana", "chi", "root"])
def test_X5_a_session_from_anywhere_else_must_show_the_factor(name):
    user = people.person(name)
    user.is_superuser = name == "root"
    user.save()
    secret = with_app(user)
    client = desk(user)
    answer = client.get(listing(Episode))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    assert client.post(add(Episode), {"title": "Soap"}).status_code == 403
    shown = client.post(answer.url, {"code": code_of(secret), "next": listing(Episode)})
    assert shown.url == listing(Episode)
    assert client.get(listing(Episode)).status_code == 200


def test_X5_a_session_without_a_factor_to_its_name_opens_only_the_setting_up():
    client = desk(people.ana())
    for url in (HOME, listing(Episode), reverse("account"), reverse("account_change_password")):
        answer = client.get(url)
        assert (answer.status_code, answer.url) == (302, SET_UP), url
    assert client.post(add(Episode), {"title": "Soap"}).status_code == 403
    assert client.get(SET_UP).status_code == 200


def test_X5_whoever_holds_a_session_but_no_factor_cannot_add_one_beside_the_persons_own():
    user = people.ana()
    with_app(user)
    client = desk(user)
    for name in ("mfa_add_webauthn", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_index"):
        answer = client.get(reverse(name))
        assert answer.status_code == 302, name
        assert answer.url.startswith(reverse("mfa_reauthenticate")), name
        assert client.post(reverse(name)).status_code == 403, name
    assert Authenticator.objects.filter(user=user).count() == 1


def test_X5_the_password_typed_again_does_not_stand_for_the_factor():
    user = people.ana()
    with_app(user)
    client = desk(user)
    client.post(reverse("account_reauthenticate"), {"password": people.PASSWORD})
    assert not is_at_the_desk(client)


def test_X5_a_new_password_signs_nobody_in_and_leaves_the_factor():
    secret = with_app(people.ana())
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "ana@example.org"})
    page = client.get(link_in(newest_letter()), follow=True)
    new = {"password1": "sixty small seconds", "password2": "sixty small seconds"}
    assert client.post(page.context["action_url"], new).status_code == 302
    assert not is_at_the_desk(client)
    assert type_password(client, "ana", "sixty small seconds").url == SHOW
    type_code(client, code_of(secret))
    assert is_at_the_desk(client)


def test_X5_a_cookie_that_claims_a_trusted_browser_is_nothing():
    with_app(people.ana())
    client = Client()
    client.cookies["mfa_trusted"] = "W1sieCIsIDFdXQ:signature"
    type_password(client, "ana")
    assert not is_at_the_desk(client)


def test_X5_there_is_no_address_at_which_to_sign_up():
    client = Client()
    for path in ("/accounts/signup/", "/accounts/login/code/", "/accounts/email/", "/accounts/social/"):
        assert client.get(path).status_code == 404, path


def test_setting_up_an_app_shows_codes_once_and_opens_the_desk(settings):
    people.ana()
    client = Client()
    assert type_password(client, "ana").url == HOME
    assert client.get(HOME).url == SET_UP
    url = reverse("mfa_activate_totp")
    page = client.get(url)
    assert b"data:image/svg+xml;base64," in page.content
    secret = page.context["form"].secret
    answer = client.post(url, {"code": code_of(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    codes = client.get(answer.url)
    assert len(codes.context["unused_codes"]) == 10
    assert b'download="recovery-codes.txt"' in codes.content
    assert b"****" not in codes.content
    again = client.get(answer.url)
    assert codes.context["unused_codes"][0] not in again.content.decode()
    assert is_at_the_desk(client)


def test_a_wrong_first_code_keeps_the_same_square():
    people.ana()
    client = Client()
    type_password(client, "ana")
    url = reverse("mfa_activate_totp")
    secret = client.get(url).context["form"].secret
    answer = client.post(url, {"code": "000000"})
    assert answer.status_code == 200
    assert "That code is not right" in answer.content.decode()
    assert answer.context["form"].secret == secret
    assert not Authenticator.objects.exists()


def test_a_recovery_code_works_once():
    user = people.ana()
    with_app(user)
    code = with_codes(user)[3]
    first = Client()
    type_password(first, "ana")
    type_code(first, code)
    assert is_at_the_desk(first)
    second = Client()
    type_password(second, "ana")
    assert type_code(second, code).status_code == 200
    assert not is_at_the_desk(second)


def test_a_code_works_once():
    secret = with_app(people.ana())
    for expected in (True, False):
        client = Client()
        type_password(client, "ana")
        type_code(client, code_of(secret))
        assert is_at_the_desk(client) is expected


def test_whoever_removes_their_last_factor_sets_up_another_at_once():
    secret = with_app(people.ana())
    client = Client()
    type_password(client, "ana")
    type_code(client, code_of(secret))
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert client.get(HOME).url == SET_UP


def test_a_closed_account_is_shut_out_at_the_next_click():
    user = people.ana()
    secret = with_app(user)
    client = Client()
    type_password(client, "ana")
    type_code(client, code_of(secret))
    user.is_active = False
    user.save()
    assert client.get(HOME).status_code == 302
    assert type_password(Client(), "ana").url == reverse("account_inactive")


def test_the_session_gets_a_new_name_when_its_person_is_known():
    secret = with_app(people.ana())
    client = Client()
    client.get(LOGIN)
    type_password(client, "ana")
    before = client.session.session_key
    type_code(client, code_of(secret))
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "goal", ["https://evil.example/", "//evil.example/admin/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_nobody_is_led_away_from_the_hub_after_signing_in(goal):
    secret = with_app(people.ana())
    client = Client()
    type_password(client, "ana", next=goal)
    assert type_code(client, code_of(secret)).url == HOME
    assert client.get(reverse("admin:login"), {"next": goal}).url == HOME
    assert client.get(LOGIN, {"next": goal}).url == HOME


def test_one_is_led_back_to_where_one_wanted_to_go():
    secret = with_app(people.ana())
    client = Client()
    door = client.get(client.get(listing(Episode)).url).url
    goal = client.get(door).context["redirect_field_value"]
    assert goal == listing(Episode)
    type_password(client, "ana", next=goal)
    assert type_code(client, code_of(secret)).url == listing(Episode)


def test_an_account_that_is_not_of_staff_is_told_so():
    user = people.ana()
    user.is_staff = False
    user.save()
    with_app(user)
    client = Client()
    type_password(client, "ana")
    type_code(client, code_of(with_app_of(user)))
    answer = client.get(client.get(HOME).url)
    assert answer.status_code == 403
    assert "This account has no desk" in answer.content.decode()


def with_app_of(user) -> str:
    from allauth.mfa.utils import decrypt

    return decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"])


def test_where_it_is_not_required_a_password_does_and_a_factor_that_is_there_is_asked_for(settings):
    settings.REQUIRE_SECOND_FACTOR = False
    people.ana()
    client = Client()
    type_password(client, "ana")
    assert is_at_the_desk(client)
    with_app(people.ben())
    assert type_password(Client(), "ben").url == SHOW


def test_pages_of_the_door_are_kept_by_nobody_and_run_nothing_of_anybody_else():
    for name in ("account_login", "account_reset_password", "invitation"):
        answer = Client().get(reverse(name))
        assert "no-store" in answer["Cache-Control"]
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
