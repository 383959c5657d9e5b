"""Inviting at the desk, and accepting in a browser: what each page says, and what it lets happen."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from sparks.accounts import invitations
from sparks.accounts.models import Invitation, User
from tests.factories import people
from tests.series.admin.pages import act, act_url, add, change, desk, history, listing
from tests.sparks.accounts.door import HOME, is_at_the_desk, link_in, newest_letter

pytestmark = pytest.mark.django_db

FAY = "fay@example.org"
TYPED = {
    "first_name": "Fay",
    "last_name": "Lund",
    "zone": "Europe/Oslo",
    "password1": "sixty small seconds",
    "password2": "sixty small seconds",
}
ACCEPT = reverse("invitation")


def invite(client: Client, callbacks, **changed):
    with callbacks(execute=True):
        return client.post(add(Invitation), {"email": FAY, "roles": ["Editor"], "zone": "UTC", **changed})


@pytest.fixture
def callbacks(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def opened(invited) -> Client:
    client = Client()
    answer = client.get(reverse("invitation_open", args=[invited.key]))
    assert answer.url == ACCEPT
    return client


def invited_by(person: User):
    return invitations.invite(email=FAY, roles=["Editor"], zone="UTC", by=person)


def test_from_the_desk_to_the_second_factor(callbacks, settings):
    answer = invite(desk(people.chi()), callbacks)
    assert answer.url == listing(Invitation)
    settings.REQUIRE_SECOND_FACTOR = True
    client = Client()
    assert client.get(link_in(newest_letter())).url == ACCEPT
    page = client.get(ACCEPT).content.decode()
    assert "Chi asks you to join as Editor." in page
    assert FAY in page
    assert client.post(ACCEPT, TYPED).url == HOME
    assert client.get(HOME).url == reverse("mfa_index")
    assert not is_at_the_desk(client)
    fay = User.objects.get(email=FAY)
    assert (str(fay), [one.name for one in fay.groups.all()]) == ("Fay Lund", ["Editor"])


def test_opening_the_link_uses_nothing_up_and_leaves_no_key_in_the_address(callbacks):
    invited = invited_by(people.chi())
    for _ in range(2):
        client = opened(invited)
        assert invited.key not in client.get(ACCEPT).content.decode()
    assert client.post(ACCEPT, TYPED).status_code == 302


def test_whoever_is_signed_in_as_somebody_else_is_signed_out_first():
    invited = invited_by(people.chi())
    client = desk(people.ana())
    client.get(reverse("invitation_open", args=[invited.key]))
    assert not is_at_the_desk(client)
    assert client.get(ACCEPT).status_code == 200


@pytest.mark.parametrize("fault", ["forged", "used", "revoked", "no letter"])
def test_a_letter_that_opens_nothing_says_what_to_do(fault):
    invited = invited_by(people.chi())
    client = opened(invited)
    if fault == "forged":
        client.get(reverse("invitation_open", args=["0" * 43]))
    if fault == "used":
        invitations.accept(key=invited.key, first_name="F", last_name="", password="x", zone="UTC")
    if fault == "revoked":
        invitations.revoke(invitation_id=invited.invitation.pk)
    if fault == "no letter":
        client = Client()
    answer = client.get(ACCEPT)
    assert answer.status_code == 410
    assert "This letter opens nothing" in answer.content.decode()
    assert client.post(ACCEPT, TYPED).status_code == 410
    assert User.objects.filter(email=FAY).count() == (fault == "used")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"password1": "short", "password2": "short"}, "too short"),
        ({"password2": "sixty large seconds"}, "not the same"),
        ({"zone": "Oslo"}, "There is no time zone “Oslo”"),
        ({"first_name": ""}, "required"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_the_rest_is_kept(typed, sentence):
    client = opened(invited_by(people.chi()))
    answer = client.post(ACCEPT, {**TYPED, **typed})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert 'value="Lund"' in page
    assert not User.objects.filter(email=FAY).exists()


def test_the_form_offers_only_roles_that_one_may_give():
    for person, offered in (("chi", 5), ("eli", 7)):
        page = desk(people.person(person)).get(add(Invitation)).content.decode()
        roles = [role for role in people.ROLES.values() if f'value="{role}"' in page]
        assert len(roles) == offered, (person, roles)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "chi@example.org"}, "has an account already"),
        ({"roles": ["Administrator"]}, "not one of the available choices"),
        ({"roles": []}, "required"),
        ({"zone": "Oslo"}, "There is no time zone “Oslo”"),
        ({"email": "fay"}, "valid email"),
    ],
)
def test_what_can_not_be_invited_is_said_at_the_form(callbacks, changed, sentence):
    answer = invite(desk(people.chi()), callbacks, **changed)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Invitation.objects.exists()
    assert mail.outbox == []


def test_the_list_shows_the_state_and_the_letter(callbacks):
    client = desk(people.chi())
    invite(client, callbacks)
    invited = invitations.invite(email="gil@example.org", roles=["Producer"], zone="UTC", by=people.chi())
    page = client.get(listing(Invitation)).content.decode()
    assert "not known whether it went" in page
    assert invited.key not in page
    row = Invitation.objects.get(email=FAY)
    assert client.get(change(row)).status_code == 200
    assert client.get(history(row)).status_code == 200


def test_sending_again_and_revoking_are_acts_with_a_reason(callbacks):
    client = desk(people.chi())
    invite(client, callbacks)
    row = Invitation.objects.get()
    first = link_in(newest_letter())
    with callbacks(execute=True):
        act(client, row, "send-again", reason="Lost in the post.")
    assert len(mail.outbox) == 2
    assert link_in(newest_letter()) != first
    act(client, row, "revoke", reason="Not she.")
    row.refresh_from_db()
    assert row.revoked_at is not None
    assert "Not she." in client.get(history(row)).content.decode()


def test_X6_nobody_reaches_an_invitation_above_their_own_role():
    above = invitations.invite(email=FAY, roles=["Administrator"], zone="UTC", by=people.eli()).invitation
    client = desk(people.chi())
    for name in ("send-again", "revoke"):
        assert client.get(act_url(above, name)).status_code == 403
        assert client.post(act_url(above, name), {"seen": ""}).status_code == 403
        assert f"/acts/{name}/" not in client.get(change(above)).content.decode()
    above.refresh_from_db()
    assert above.revoked_at is None
