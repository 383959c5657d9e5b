import pghistory
from allauth.account.adapter import get_adapter
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sparks.accounts.invitations import key as keys
from sparks.accounts.invitations.refusal import Refused
from sparks.accounts.models import Invitation, User
from sparks.accounts.models.invitation import InvitationState
from sparks.clock import database_now


def find(key: str) -> Invitation:
    """The open invitation of this key. Refused, with what to do, where it opens nothing (any more)."""
    return _open(Invitation.objects.filter(token_hash=keys.digest(key)).select_related("invited_by").first())


def accept(*, key: str, first_name: str, last_name: str, password: str, zone: str) -> User:
    """Open the account. Two who accept at once: the row is locked, one gets it and the other is refused.

    `password` has passed the validators.
    """
    try:
        with transaction.atomic(), pghistory.context(act="accept invitation"):
            found = Invitation.objects.select_for_update().filter(token_hash=keys.digest(key)).first()
            invitation = _open(found)
            user = User(
                username=get_adapter().generate_unique_username(
                    [invitation.email.partition("@")[0], "staff"]
                ),
                email=invitation.email,
                first_name=first_name,
                last_name=last_name,
                zone=zone,
                is_staff=True,
            )
            user.set_password(password)
            user.save()
            user.groups.set(_roles(invitation))
            invitation.used_at, invitation.account = database_now(), user
            invitation.save(update_fields=["used_at", "account"])
    except IntegrityError as error:
        raise Refused(_("This address has an account already. Sign in with it.")) from error
    return user


def _open(invitation: Invitation | None) -> Invitation:
    if invitation is None:
        raise Refused(
            _("This is not a whole link of ours. Open it from the letter once more, or copy all of it.")
        )
    state = invitation.state(at=database_now())
    if state == InvitationState.USED:
        raise Refused(_("This invitation was accepted already. Sign in with your address and your password."))
    if state == InvitationState.EXPIRED:
        raise Refused(_("This invitation has run out. Ask who invited you to send it again."))
    author = invitation.invited_by
    if state == InvitationState.REVOKED or (author is not None and not author.is_active):
        raise Refused(
            _("This invitation was taken back, or replaced by a newer one. Look for a later letter.")
        )
    return invitation


def _roles(invitation: Invitation) -> list[Group]:
    groups = list(Group.objects.filter(name__in=invitation.roles))
    if len(groups) < len(invitation.roles):
        raise Refused(_("A role of this invitation is gone. Ask who invited you for a new one."))
    return groups
