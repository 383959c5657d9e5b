from django.db import models
from django.utils.translation import gettext_lazy as _

from creators.models.creator import Creator
from sparks import history


class ConsentQuerySet(models.QuerySet["Consent"]):
    def valid_on(self, day: object, *, demonstration: bool) -> "ConsentQuerySet":
        """Signed, begun, neither ended nor withdrawn. A demonstration row counts only where the database is one."""
        rows = self.filter(withdrawn_at=None, valid_from__lte=day).filter(
            models.Q(valid_until=None) | models.Q(valid_until__gte=day)
        )
        return rows if demonstration else rows.filter(demonstration=False)


@history.track
class Consent(models.Model):
    """A creator's signed permission to be shown. Nothing about a person is published without a valid one."""

    creator = models.ForeignKey(
        Creator, on_delete=models.PROTECT, related_name="consents", verbose_name=_("creator")
    )
    signed_as = models.CharField(_("signed as"), max_length=300)
    signed_on = models.DateField(_("signed on"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    territory = models.CharField(_("territory"), max_length=200, default="worldwide")
    demonstration = models.BooleanField(
        _("demonstration"),
        default=False,
        help_text=_("Not a signature. Counts only in a database sealed as a demonstration."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField(
        _("reason of the withdrawal"), max_length=500, blank=True, editable=False
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        permissions = [("withdraw_consent", _("Can record that a consent was withdrawn"))]
        ordering = ["creator", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="consent_ends_after_it_begins",
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                violation_error_message=_("The consent ends before it begins. Correct one of the two dates."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.creator} · {self.valid_from}"
