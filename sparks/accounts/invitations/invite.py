from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pghistory
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sparks.accounts.invitations import key as keys
from sparks.accounts.invitations.refusal import Refused
from sparks.accounts.models import Invitation, User
from sparks.accounts.models.invitation import InvitationState
from sparks.accounts.rights import roles_to_give
from sparks.clock import database_now

GOOD_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Invited:
    """The row, and the key that only its letter may hold."""

    invitation: Invitation
    key: str


def invite(*, email: str, roles: Sequence[str], zone: str, by: User | None) -> Invited:
    """Write an invitation; `send` mails it. `by` is nobody at the terminal, where any role may be given.

    Refused for an address that has an account or an open invitation, and for roles that `by` may not give.
    """
    email = email.strip().lower()
    _refuse_roles(roles, by=by)
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(_("%(email)s has an account already.") % {"email": email})
    now = database_now()
    key = keys.fresh()
    try:
        with transaction.atomic(), pghistory.context(act="invite"):
            _close_expired(email)
            invitation = Invitation.objects.create(
                email=email,
                roles=sorted(set(roles)),
                zone=zone,
                invited_by=by,
                token_hash=keys.digest(key),
                made_at=now,
                expires_at=now + GOOD_FOR,
            )
    except IntegrityError as error:
        raise Refused(
            _("%(email)s is invited already. Send that invitation again, or revoke it first.")
            % {"email": email}
        ) from error
    return Invited(invitation, key)


def send_again(*, invitation_id: int, by: User | None, reason: str = "") -> Invited:
    """A new key and seven new days; the letter before is good for nothing. Refused once used or revoked."""
    key = keys.fresh()
    with transaction.atomic(), pghistory.context(act="invite again", reason=reason):
        invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
        _refuse_roles(invitation.roles, by=by)
        now = database_now()
        state = invitation.state(at=now)
        if state in {InvitationState.USED, InvitationState.REVOKED}:
            raise Refused(
                _("This invitation is %(state)s. Invite the address anew.") % {"state": state.label}
            )
        invitation.token_hash = keys.digest(key)
        invitation.expires_at = now + GOOD_FOR
        invitation.invited_by = by
        invitation.mailed_at, invitation.mail_error = None, ""
        invitation.save()
    return Invited(invitation, key)


def _refuse_roles(roles: Sequence[str], *, by: User | None) -> None:
    known = Group.objects.filter(name__in=roles)
    allowed = known if by is None else roles_to_give(by).filter(name__in=roles)
    missing = sorted(set(roles) - set(allowed.values_list("name", flat=True)))
    if missing or not roles:
        raise Refused(
            _("You can't give the role %(role)s.") % {"role": ", ".join(missing)}
            if missing
            else _("Choose at least one role.")
        )


def _close_expired(email: str) -> None:
    """One that ran out makes room for a new one."""
    now = database_now()
    Invitation.objects.filter(email__iexact=email, used_at=None, revoked_at=None, expires_at__lte=now).update(
        revoked_at=now
    )
