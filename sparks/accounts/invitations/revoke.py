import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from sparks.accounts.invitations.refusal import Refused
from sparks.accounts.models import Invitation
from sparks.clock import database_now


def revoke(*, invitation_id: int, reason: str = "") -> Invitation:
    """Its letter opens nothing from now on. The second time changes nothing; refused once it was accepted."""
    with transaction.atomic(), pghistory.context(act="revoke invitation", reason=reason):
        invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
        if invitation.used_at:
            raise Refused(
                _("%(account)s has accepted already. Close the account instead.")
                % {"account": invitation.account}
            )
        if not invitation.revoked_at:
            invitation.revoked_at = database_now()
            invitation.save(update_fields=["revoked_at"])
    return invitation
