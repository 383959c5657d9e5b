"""What a person changes about their own account, and what others do about it when something is lost."""

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from sparks.accounts.factor_reset import reset_factor
from sparks.accounts.factors import FactorAdapter
from tests.factories import people
from tests.series.admin.pages import act, act_url, change, desk
from tests.sparks.accounts.door import (
    HOME,
    code_of,
    is_at_the_desk,
    link_in,
    newest_letter,
    type_code,
    type_password,
    with_app,
)

pytestmark = pytest.mark.django_db

ACCOUNT = reverse("account")


def test_name_and_zone_are_ones_own_and_the_rest_is_not():
    client = desk(people.ana())
    typed = {
        "first_name": "Anna",
        "last_name": "Ruiz",
        "zone": "Europe/Madrid",
        "email": "x@example.org",
        "is_superuser": "on",
    }
    assert client.post(ACCOUNT, typed).url == ACCOUNT
    ana = people.ana()
    assert (str(ana), ana.zone, ana.email, ana.is_superuser) == (
        "Anna Ruiz",
        "Europe/Madrid",
        "ana@example.org",
        False,
    )
    wrong = client.post(ACCOUNT, {**typed, "zone": "Madrid"})
    assert "There is no time zone “Madrid”" in wrong.content.decode()


def test_a_visitor_is_sent_to_the_sign_in():
    assert Client().get(ACCOUNT).url.startswith(reverse("account_login"))


def test_signing_out_everywhere_else_ends_all_sessions_but_this_one():
    people.ana()
    here, there = Client(), Client()
    for client in (here, there):
        type_password(client, "ana")
    assert here.get(reverse("account_sign_out_elsewhere")).status_code == 405
    here.post(reverse("account_sign_out_elsewhere"))
    assert is_at_the_desk(here)
    assert not is_at_the_desk(there)


def test_a_changed_password_ends_the_other_sessions_and_is_told_by_mail():
    people.ana()
    here, there = Client(), Client()
    for client in (here, there):
        type_password(client, "ana")
    new = "sixty small seconds"
    typed = {"oldpassword": people.PASSWORD, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), typed).url == ACCOUNT
    assert is_at_the_desk(here)
    assert not is_at_the_desk(there)
    assert newest_letter().subject == "Your password was changed"
    assert newest_letter().to == ["ana@example.org"]


def test_a_mail_server_that_fails_does_not_undo_a_change(monkeypatch):
    def refuse(self, fail_silently=False):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    client = desk(people.ana())
    typed = {
        "oldpassword": people.PASSWORD,
        "password1": "sixty small seconds",
        "password2": "sixty small seconds",
    }
    assert client.post(reverse("account_change_password"), typed).status_code == 302
    assert people.ana().check_password("sixty small seconds")


@pytest.mark.parametrize(
    "address", ["ana@example.org", "ANA@example.org", "nobody@example.org", "gone@example.org"]
)
def test_asking_for_a_new_password_says_the_same_of_every_address(address):
    people.ana()
    gone = people.person("gone", role=None)
    gone.is_active = False
    gone.save()
    answer = Client().post(reverse("account_reset_password"), {"email": address})
    assert answer.url == reverse("account_reset_password_done")
    assert [letter.to for letter in mail.outbox] == (
        [["ana@example.org"]] if "ana" in address.lower() else []
    )


def test_the_link_for_a_new_password_works_once():
    people.ana()
    Client().post(reverse("account_reset_password"), {"email": "ana@example.org"})
    path = link_in(newest_letter())
    client = Client()
    page = client.get(path, follow=True)
    assert path.rsplit("/", 2)[1] not in page.content.decode()
    new = "sixty small seconds"
    client.post(page.context["action_url"], {"password1": new, "password2": new})
    assert people.ana().check_password(new)
    again = Client().get(path, follow=True)
    assert "This link works no longer" in again.content.decode()


def test_a_weak_new_password_is_refused_with_a_reason():
    people.ana()
    Client().post(reverse("account_reset_password"), {"email": "ana@example.org"})
    client = Client()
    page = client.get(link_in(newest_letter()), follow=True)
    answer = client.post(page.context["action_url"], {"password1": "short", "password2": "short"})
    assert "too short" in answer.content.decode()
    assert people.ana().check_password(people.PASSWORD)


def test_who_lost_everything_is_let_in_again_by_whoever_keeps_the_staff(
    settings, django_capture_on_commit_callbacks
):
    settings.REQUIRE_SECOND_FACTOR = True
    ana = people.ana()
    secret = with_app(ana)
    old = Client()
    type_password(old, "ana")
    type_code(old, code_of(secret))
    settings.REQUIRE_SECOND_FACTOR = False
    with django_capture_on_commit_callbacks(execute=True):
        act(desk(people.eli()), ana, "reset-factor", reason="Phone in the lake; we spoke.")
    settings.REQUIRE_SECOND_FACTOR = True
    assert not Authenticator.objects.filter(user=ana).exists()
    assert not is_at_the_desk(old)
    assert newest_letter().subject == "Your second factor was reset"
    client = Client()
    type_password(client, "ana")
    assert client.get(HOME).url == reverse("mfa_index")


@pytest.mark.parametrize(
    ("who", "whose", "may"),
    [
        ("chi", "ana", True),
        ("eli", "ana", True),
        ("eli", "chi", True),
        ("chi", "eli", False),
        ("eli", "eli", False),
        ("chi", "chi", False),
        ("ana", "ben", False),
        ("dov", "ana", False),
        ("eli", "root", False),
    ],
)
def test_X6_only_who_keeps_somebodys_account_resets_their_factor(who, whose, may):
    owner = people.person(whose)
    owner.is_superuser = whose == "root"
    owner.save()
    with_app(owner)
    client = desk(people.person(who))
    assert (client.get(act_url(owner, "reset-factor")).status_code == 200) == may
    assert (client.post(act_url(owner, "reset-factor"), {"seen": "", "reason": ""}).status_code != 403) == may
    assert Authenticator.objects.filter(user=owner).exists() != may


def test_an_administrator_changes_no_role_of_their_own():
    eli = people.eli()
    assert desk(eli).post(change(eli), {"username": "eli"}).status_code == 403


def test_the_terminal_resets_a_factor(capsys):
    from django.core.management import call_command

    with_app(people.eli())
    call_command("staff", "reset-factor", "eli")
    assert not Authenticator.objects.exists()
    assert "sets up a second factor at the next sign-in" in capsys.readouterr().out


def test_resetting_twice_is_once():
    for _ in range(2):
        reset_factor(user_id=people.ana().pk)


def test_what_the_database_keeps_of_a_factor_is_of_no_use_without_the_secret_key(settings):
    secret = with_app(people.ana())
    stored = Authenticator.objects.get().data["secret"]
    assert secret not in stored
    assert FactorAdapter().decrypt(stored) == secret
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another one", [django_settings.SECRET_KEY]
    assert FactorAdapter().decrypt(stored) == secret


def test_a_factor_under_a_lost_key_is_a_sentence_and_no_fault(settings):
    with_app(people.ana())
    settings.SECRET_KEY = "another one, and the old is gone"
    client = Client()
    type_password(client, "ana")
    answer = type_code(client, "123456")
    assert answer.status_code == 200
    assert "can&#x27;t be read. Ask an administrator" in answer.content.decode()
