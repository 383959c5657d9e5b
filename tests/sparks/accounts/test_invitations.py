"""An invitation opens one account, for the person whose mail it is in, with the roles that its author could give."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from sparks.accounts import invitations, letters
from sparks.accounts.invitations import Refused
from sparks.accounts.invitations import key as keys
from sparks.accounts.models import Invitation, User
from sparks.clock import database_now
from tests.factories import people

pytestmark = pytest.mark.django_db

FAY = "fay@example.org"
SELF = {"first_name": "Fay", "last_name": "Lund", "password": "sixty small seconds", "zone": "Europe/Oslo"}


def invite(**changed):
    return invitations.invite(
        **{"email": FAY, "roles": ["Editor"], "zone": "UTC", "by": people.chi(), **changed}
    )


def run_out(invitation: Invitation) -> None:
    now = database_now()
    Invitation.objects.filter(pk=invitation.pk).update(
        made_at=now - timedelta(days=8), expires_at=now - timedelta(days=1)
    )


def test_it_becomes_an_account_of_staff_with_its_roles_and_what_the_person_chose():
    user = invitations.accept(key=invite(roles=["Producer", "Editor"]).key, **SELF)
    assert (user.email, user.username, str(user), user.zone) == (FAY, "fay", "Fay Lund", "Europe/Oslo")
    assert user.check_password("sixty small seconds")
    assert user.is_staff
    assert not user.is_superuser
    assert {role.name for role in user.groups.all()} == {"Producer", "Editor"}
    assert Invitation.objects.get().account == user


def test_only_a_hash_of_the_key_is_kept():
    invited = invite()
    stored = Invitation.objects.filter(pk=invited.invitation.pk).values().get()
    assert invited.key not in str(stored)
    assert stored["token_hash"] == keys.digest(invited.key)
    assert len(invited.key) >= 43


@pytest.mark.parametrize("role", ["Chief editor", "Administrator", "No such role"])
def test_nobody_invites_to_more_than_they_have(role):
    with pytest.raises(Refused, match=f"You can't give the role {role}"):
        invite(roles=["Producer", role])
    assert not Invitation.objects.exists()


def test_whoever_keeps_the_accounts_gives_every_role():
    for number, role in enumerate(people.ROLES.values()):
        invite(email=f"new{number}@example.org", roles=[role], by=people.eli())
    assert Invitation.objects.count() == 7


def test_it_runs_out_after_seven_days_and_makes_room_for_another():
    first = invite()
    assert first.invitation.expires_at - first.invitation.made_at == timedelta(days=7)
    run_out(first.invitation)
    with pytest.raises(Refused, match="has run out"):
        invitations.accept(key=first.key, **SELF)
    assert invitations.accept(key=invite().key, **SELF).email == FAY


def test_it_can_be_revoked_until_it_is_used():
    invited = invite()
    for _ in range(2):
        invitations.revoke(invitation_id=invited.invitation.pk)
    with pytest.raises(Refused, match="taken back"):
        invitations.accept(key=invited.key, **SELF)
    used = invite()
    invitations.accept(key=used.key, **SELF)
    with pytest.raises(Refused, match="accepted already"):
        invitations.revoke(invitation_id=used.invitation.pk)


def test_it_is_used_once():
    invited = invite()
    invitations.accept(key=invited.key, **SELF)
    with pytest.raises(Refused, match="accepted already"):
        invitations.accept(key=invited.key, **SELF)
    assert User.objects.filter(email=FAY).count() == 1


@pytest.mark.parametrize("key", ["", "forged", "x" * 5000, "\x00"])
def test_a_forged_key_opens_nothing(key):
    invite()
    with pytest.raises(Refused, match="not a whole link"):
        invitations.accept(key=key, **SELF)


def test_sent_again_the_letter_before_is_good_for_nothing():
    first = invite()
    run_out(first.invitation)
    second = invitations.send_again(invitation_id=first.invitation.pk, by=people.chi())
    with pytest.raises(Refused, match="not a whole link"):
        invitations.accept(key=first.key, **SELF)
    assert invitations.accept(key=second.key, **SELF).email == FAY
    with pytest.raises(Refused, match="accepted"):
        invitations.send_again(invitation_id=first.invitation.pk, by=people.chi())


def test_what_somebody_invited_is_worth_nothing_once_their_account_is_closed():
    invited = invite()
    User.objects.filter(username="chi").update(is_active=False)
    with pytest.raises(Refused, match="taken back"):
        invitations.accept(key=invited.key, **SELF)


def test_an_address_has_one_open_invitation_and_one_account():
    invite()
    with pytest.raises(Refused, match="is invited already"):
        invite(email="FAY@example.org ")
    with pytest.raises(Refused, match="has an account already"):
        invite(email="Chi@Example.org")
    now = database_now()
    twice = {
        "email": "Fay@example.org",
        "roles": ["Editor"],
        "token_hash": "x",
        "expires_at": now + timedelta(days=1),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(**twice)


def test_a_role_that_is_gone_meanwhile_is_told():
    Group.objects.create(name="Guests")
    invited = invite(roles=["Guests"], by=people.eli())
    Group.objects.filter(name="Guests").delete()
    with pytest.raises(Refused, match="A role of this invitation is gone"):
        invitations.accept(key=invited.key, **SELF)
    assert not User.objects.filter(email=FAY).exists()


def test_the_letter_is_designed_and_the_row_says_that_it_went():
    invited = invite(zone="America/New_York")
    assert invitations.send(invited) == ""
    (letter,) = mail.outbox
    assert letter.to == [FAY]
    html = letter.alternatives[0].content
    for body in (letter.body, html):
        assert "Chi asks you to join as Editor." in body
        assert f"http://hub.test/accounts/invitation/{invited.key}/" in body
        assert "UTC)" in body
    assert 'class="minute"' in html
    assert Invitation.objects.get().mailed_at is not None


def test_a_letter_that_did_not_go_is_told_and_can_be_sent_again(monkeypatch):
    def refuse(self, fail_silently=False):
        raise ConnectionRefusedError(f"not to {self.to}")

    invited = invite()
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
        failed = invitations.send(invited)
    assert "ConnectionRefusedError" in failed
    assert FAY not in failed
    row = Invitation.objects.get()
    assert (row.mailed_at, row.mail_error) == (None, failed)
    assert invitations.send(invitations.send_again(invitation_id=row.pk, by=people.chi())) == ""
    row.refresh_from_db()
    assert (row.mail_error, row.mailed_at is not None) == ("", True)


def test_A34_a_copy_of_the_database_mails_nobody(settings):
    invited = invite()
    settings.ENVIRONMENT_ID = "staging"
    assert "nothing is published or sent" in invitations.send(invited)
    letters.tell_of_change("factors_reset", user=people.chi())
    assert mail.outbox == []


def test_the_terminal_invites_the_first_account_and_prints_its_link(capsys):
    call_command("staff", "invite", FAY, "--role", "Administrator")
    said = capsys.readouterr().out
    key = said.rpartition("/accounts/invitation/")[2].strip().rstrip("/")
    assert "The letter is on its way." in said
    assert invitations.accept(key=key, **SELF).has_perm("accounts.give_roles")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["invite", "nobody", "--role", "Editor"], "valid email"),
        (["invite", FAY, "--role", "Editr"], "You can't give the role Editr"),
        (["invite", FAY, "--role", "Editor", "--zone", "Oslo"], "There is no time zone"),
        (["reset-factor", "nobody"], "There is no account"),
    ],
)
def test_the_terminal_says_what_is_wrong(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("staff", *arguments)
