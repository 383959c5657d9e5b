import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class ExportRecord(models.Model):
    """Who took what out of the desk, how much and when. Written before the first row leaves; never changed."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    what = models.CharField(_("what"), max_length=40)
    kind = models.CharField(_("kind of file"), max_length=4)
    # The filters of the list it was taken from, as in its address.
    query = models.TextField(_("filters"), blank=True)
    rows = models.PositiveIntegerField(_("rows"))
    at = models.DateTimeField(_("when"), db_default=Now())

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        default_permissions = ()
        permissions = [
            ("export_lineup", _("Can export lists")),
            ("read_history", _("Can read everything that was ever done at the desk")),
        ]
        ordering = ["-id"]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.what}.{self.kind} · {self.rows}"
