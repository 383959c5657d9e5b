"""Nobody signs up: somebody who keeps staff invites an address, and whoever reads its mail accepts.

An invitation is a row with the hash of a key; the key itself is in one letter and nowhere else. It is good for seven
days and for one account. Sending it again makes a new key, and the letter before is good for nothing.
"""

from sparks.accounts.invitations.accept import accept, find
from sparks.accounts.invitations.invite import Invited, invite, send_again
from sparks.accounts.invitations.refusal import Refused
from sparks.accounts.invitations.revoke import revoke
from sparks.accounts.invitations.sending import send

__all__ = ["Invited", "Refused", "accept", "find", "invite", "revoke", "send", "send_again"]
