from django.db import models
from django.utils.translation import gettext_lazy as _

from sparks import history


@history.track
class LegalPage(models.Model):
    """Imprint, privacy, terms: plain pages that the installation writes for itself."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.CharField(_("address"), max_length=180, unique=True)
    body = models.TextField(
        _("text"),
        help_text=_(
            "A line that begins with # is a heading; lines that begin with - are a list. Addresses (https://…, /path/,"
            " name@example.org) become links."
        ),
    )
    edit_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("legal page")
        verbose_name_plural = _("legal pages")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
