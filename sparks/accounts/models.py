import zoneinfo

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def validate_zone(name: str) -> None:
    # “Factory” and “localtime” are in the data, and are nobody's zone.
    if name not in zoneinfo.available_timezones() - {"Factory", "localtime"}:
        raise ValidationError(
            _("There is no time zone “%(zone)s”. Use a name like America/New_York."), params={"zone": name}
        )


class User(AbstractUser):
    email = models.EmailField(_("e-mail address"), unique=True)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])

    def __str__(self) -> str:
        return self.get_full_name() or self.username
