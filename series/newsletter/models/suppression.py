from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sparks import history


class Why(models.TextChoices):
    LEFT = "left", _("left by their own wish")
    BOUNCE = "bounce", _("the address takes no mail")
    COMPLAINT = "complaint", _("reported as unwanted")


@history.track
class Suppression(models.Model):
    """An address that is not written to, as a hash: it tells nobody whose it is, and an address that comes again is
    known by it.
    """

    address_key = models.CharField(_("hash"), max_length=64, unique=True)
    why = models.CharField(_("why"), max_length=10, choices=Why.choices)
    created_at = models.DateTimeField(_("since"), db_default=Now())

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppression list")
        permissions = [("lift_suppression", _("Can let an address be written to again"))]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.address_key[:12]}…"
