import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from series.models.series import Series

# A calendar that asks is no change that anybody has to answer for, and the mark of a secret is not repeated.
_QUIET = ["token_hash", "last_used_at", "uses"]


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pghistory.AnyChange("name", "revoked_at")),
    pghistory.DeleteEvent(),
    exclude=_QUIET,
)
class CalendarAddress(models.Model):
    """A private address under which one person's own calendar reads the schedule. The address itself is not kept."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="calendar_addresses",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=80, help_text=_("Like “My phone”."))
    # SHA-256 of the token, which has 256 random bits: nothing to guess, so nothing to slow down.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    series = models.ManyToManyField(
        Series,
        blank=True,
        related_name="+",
        verbose_name=_("series"),
        help_text=_("All of them when none is chosen."),
    )
    created_at = models.DateTimeField(_("made at"), db_default=Now())
    last_used_at = models.DateTimeField(_("last used"), null=True)
    uses = models.PositiveIntegerField(_("times used"), default=0)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="calendar_address_open"
            )
        ]

    def __str__(self) -> str:
        return self.name
