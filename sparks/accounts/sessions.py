from django.db.models import F

from sparks.accounts.models import User


def end_sessions(user: User) -> None:
    """Every session of this person ends, wherever it is. A session that shall stay must be given the new hash."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])
