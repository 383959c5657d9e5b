from django.db import models
from django.utils.translation import gettext_lazy as _

from sparks import history


@history.track
class Cause(models.Model):
    """A theme that stories share: small business, education, veterans… An open list, kept by editors."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.CharField(
        _("address"), max_length=180, blank=True, help_text=_("Made from the name when empty.")
    )
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    edit_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("cause")
        verbose_name_plural = _("causes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
