"""A chief editor keeps the staff of the lower roles, and gives nobody more than they have."""

import pytest
from django.contrib.auth.models import Group

from sparks.accounts.models import User
from tests.factories import people
from tests.series.admin.pages import add, change, desk, form_of, history

pytestmark = pytest.mark.django_db

NEW = {
    "username": "fay",
    "email": "fay@example.org",
    "zone": "Europe/London",
    "usable_password": "true",
    "password1": "sixty small seconds",
    "password2": "sixty small seconds",
    "is_active": "on",
}


def group(name: str) -> int:
    return Group.objects.get(name=name).pk


def test_a_chief_editor_makes_a_producer_who_can_sign_in():
    response = desk(people.chi()).post(add(User), {**NEW, "groups": [group("Producer")]})
    assert response.status_code == 302, response.context["errors"]
    fay = User.objects.get(username="fay")
    assert fay.is_staff
    assert not fay.is_superuser
    assert [one.name for one in fay.groups.all()] == ["Producer"]


@pytest.mark.parametrize("role", ["Chief editor", "Administrator"])
def test_a_chief_editor_gives_no_role_that_is_not_below_their_own(role):
    response = desk(people.chi()).post(add(User), {**NEW, "groups": [group(role)]})
    assert response.status_code == 200
    assert not User.objects.filter(username="fay").exists()


def test_a_chief_editor_can_not_make_a_superuser_of_anybody():
    ben = people.ben()
    client = desk(people.chi())
    typed = {**form_of(client, change(ben)), "is_superuser": "on", "user_permissions": "1"}
    assert client.post(change(ben), typed).status_code == 302
    ben.refresh_from_db()
    assert not ben.is_superuser
    assert not ben.user_permissions.exists()


def test_nobody_changes_their_equal_or_a_superuser():
    root = people.person("root", role=None)
    root.is_superuser = True
    root.save()
    client = desk(people.chi())
    for user in (people.person("cho", role="Chief editor"), people.chi(), root):
        assert client.post(change(user), {"username": "taken"}).status_code == 403, user
        password = change(user).replace("change/", "password/")
        assert client.get(password).status_code == 403, user


def test_accounts_are_closed_and_not_deleted():
    ben = people.ben()
    url = change(ben).replace("change/", "delete/")
    assert desk(people.chi()).post(url, {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=ben.pk).exists()


def test_the_history_tells_who_gave_and_took_which_role_and_holds_no_password():
    ben = people.ben()
    client = desk(people.chi())
    typed = {**form_of(client, change(ben)), "groups": [group("Editor")], "zone": "Europe/London"}
    assert client.post(change(ben), typed).status_code == 302
    ben.groups.clear()
    page = client.get(history(ben)).content.decode()
    assert "role Producer made" in page
    assert "role Producer deleted" in page
    assert page.count("role Editor made") == page.count("role Editor deleted") == 1
    assert "Europe/London" in page
    assert ben.password not in page
    columns = {field.name for field in User.events.rel.related_model._meta.fields}
    assert "password" not in columns
