"""What can be done about an invitation that is on its way."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sparks.accounts import invitations
from sparks.accounts.invitations import Refused
from sparks.accounts.models import Invitation, User
from sparks.accounts.rights import roles_to_give
from sparks.desk.acts import Act, Done, mark_of


class InvitationAct(Act):
    permission = "accounts.change_invitation"
    refusals = (Refused,)

    def allowed(self, user: User, thing: Any) -> bool:
        """Only for roles that one may give oneself: else a lower manager could undo or aim what a higher one sent."""
        if not super().allowed(user, thing):
            return False
        mine = set(roles_to_give(user).values_list("name", flat=True))
        return set(thing.roles) <= mine

    def lock(self, thing: Any) -> None:
        Invitation.objects.select_for_update().get(pk=thing.pk)

    def mark(self, thing: Any) -> str:
        row = Invitation.objects.filter(pk=thing.pk)
        return mark_of(row.values_list("token_hash", "used_at", "revoked_at").first())


class SendAgain(InvitationAct):
    name = "send-again"
    label = _("Send again")
    icon = "forward_to_inbox"
    question = _("A new letter goes out, good for seven days. The link in the one before works no longer.")

    def offered(self, thing: Any) -> bool:
        return not thing.used_at and not thing.revoked_at

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        invited = invitations.send_again(invitation_id=thing.pk, by=by, reason=data["reason"])
        transaction.on_commit(lambda: invitations.send(invited))
        return Done(
            sentence=f"A new letter to {thing} goes out; the one before is good for nothing."
            " The list says when the mail server has taken it."
        )


class Revoke(InvitationAct):
    name = "revoke"
    label = _("Revoke")
    icon = "block"
    question = _("The link in the letter opens nothing from now on.")
    danger = True

    def offered(self, thing: Any) -> bool:
        return not thing.used_at and not thing.revoked_at

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        invitations.revoke(invitation_id=thing.pk, reason=data["reason"])
        return Done(sentence=f"The invitation of {thing} is revoked.")
