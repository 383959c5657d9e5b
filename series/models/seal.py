from django.db import models
from django.utils.translation import gettext_lazy as _


class Seal(models.Model):
    """Which installation this database belongs to. A copy elsewhere does not match, and stays mute."""

    environment = models.CharField(_("environment"), max_length=100)
    # The cluster's system identifier and the database's number: a copy differs even where settings were copied.
    fingerprint = models.CharField(max_length=100)
    demonstration = models.BooleanField(_("demonstration"), default=False)
    sealed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(name="one_seal", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return self.environment
