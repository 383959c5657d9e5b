from django.urls import reverse
from django.utils.translation import gettext as _

from sparks.accounts import letters
from sparks.accounts.invitations.invite import Invited
from sparks.accounts.letters import Letter
from sparks.accounts.models import Invitation
from sparks.clock import database_now
from sparks.desk.times import in_both


def send(invited: Invited) -> str:
    """Mail the letter, once, and note on the row what became of it. Gives why it failed, or nothing.

    If the process ends in between, the row says neither: nobody knows whether it went, and a person sends it again.
    """
    invitation = invited.invitation
    failed = letters.send(_letter(invited))
    # Only while its key is the newest: what became of an older letter no longer matters.
    row = Invitation.objects.filter(pk=invitation.pk, token_hash=invitation.token_hash)
    row.update(mail_error=failed, mailed_at=None if failed else database_now())
    return failed


def address(invited: Invited) -> str:
    return letters.absolute(reverse("invitation_open", args=[invited.key]))


def _letter(invited: Invited) -> Letter:
    invitation = invited.invitation
    by = invitation.invited_by
    return Letter(
        to=invitation.email,
        subject=_("You are invited to the desk"),
        said=_("Invitation"),
        title=_("You are invited to the desk"),
        sentence=(
            _("%(person)s asks you to join as %(roles)s.") if by else _("You are asked to join as %(roles)s.")
        )
        % {"person": by, "roles": ", ".join(invitation.roles)},
        facts=[
            _(
                "Choose a name and a password; then set up a second factor: a passkey or an authenticator app."
            ),
            _("The link works once, until %(time)s.")
            % {"time": in_both(invitation.expires_at, invitation.zone)},
        ],
        button=_("Accept the invitation"),
        url=address(invited),
        why=_("If you did not expect this, ignore it: without the link nothing happens."),
        minute=20,
    )
