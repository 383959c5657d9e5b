"""For somebody who has lost what they prove themselves with."""

import pghistory
from allauth.mfa.models import Authenticator
from django.db import transaction

from sparks.accounts import letters
from sparks.accounts.models import User
from sparks.accounts.sessions import end_sessions


def reset_factor(*, user_id: int, reason: str = "") -> User:
    """Take away every factor and end every session of this person, and tell them by mail.

    They sign in with their password next and set a factor up before anything else opens. The second time there is
    nothing to take away, and the sessions end again.
    """
    with transaction.atomic(), pghistory.context(act="reset factor", reason=reason):
        user = User.objects.select_for_update().get(pk=user_id)
        Authenticator.objects.filter(user=user).delete()
        end_sessions(user)
        transaction.on_commit(lambda: letters.tell_of_change("factors_reset", user=user))
    return user
