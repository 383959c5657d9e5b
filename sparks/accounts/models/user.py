import zoneinfo

import pghistory
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from sparks import history


def validate_zone(name: str) -> None:
    # “Factory” and “localtime” are in the data, and are nobody's zone.
    if name not in zoneinfo.available_timezones() - {"Factory", "localtime"}:
        raise ValidationError(
            _("There is no time zone “%(zone)s”. Use a name like America/New_York."), params={"zone": name}
        )


@history.track_without("password", "last_login")
class User(AbstractUser):
    email = models.EmailField(_("e-mail address"), unique=True)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    # Counted up to end every session of this person at once.
    sessions_ended = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta(AbstractUser.Meta):
        permissions = [("give_roles", "Can give roles that one does not hold")]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must still match: Django's own, and how often this person's sessions were ended."""
        own: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        if not self.sessions_ended:
            return own
        return salted_hmac(
            "sparks.accounts.sessions", f"{own}{self.sessions_ended}", secret=secret, algorithm="sha256"
        ).hexdigest()


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None, model_name="RoleEvent")
class GivenRole(User.groups.through):  # type: ignore[name-defined]
    """Who was given which role, or lost it, by whatever way: Django's own table, with a history."""

    class Meta:
        proxy = True
