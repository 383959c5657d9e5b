"""Two people with one letter, two colleagues with one address."""

import pytest

from sparks.accounts import invitations
from sparks.accounts.invitations import Refused
from sparks.accounts.models import Invitation, User
from tests.factories import people
from tests.races.together import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

FAY = "fay@example.org"
SELF = {"last_name": "Lund", "password": "sixty small seconds", "zone": "UTC"}


def invite():
    return invitations.invite(email=FAY, roles=["Editor"], zone="UTC", by=None)


def test_of_two_who_accept_one_invitation_one_gets_the_account():
    key = invite().key
    results = together(
        *[lambda name=name: invitations.accept(key=key, first_name=name, **SELF) for name in ("Fay", "Eve")]
    )
    (refused,) = [one for one in results if isinstance(one, Refused)]
    assert "accepted already" in str(refused)
    (user,) = User.objects.filter(email=FAY)
    assert Invitation.objects.get().account == user
    assert [one.name for one in user.groups.all()] == ["Editor"]


def test_of_two_who_invite_one_address_one_does():
    people.chi()
    results = together(invite, invite)
    assert [isinstance(one, Refused) for one in results].count(True) == 1
    assert Invitation.objects.count() == 1


def test_accepting_and_revoking_at_once_leave_an_account_or_none_and_never_both():
    invited = invite()
    together(
        lambda: invitations.accept(key=invited.key, first_name="Fay", **SELF),
        lambda: invitations.revoke(invitation_id=invited.invitation.pk),
    )
    row = Invitation.objects.get()
    assert (row.used_at is None) != (row.revoked_at is None)
    assert User.objects.filter(email=FAY).exists() == (row.used_at is not None)
