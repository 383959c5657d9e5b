from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from creators.models import Cause
from series.models.series import Series
from sparks import history

validate_https = URLValidator(
    schemes=["https"],
    message=_("Give an address that begins with https://."),
    # Of its own: forms have another sentence for "invalid".
    code="https",
)


class DatePrecision(models.TextChoices):
    DAY = "day", _("the day")
    MONTH = "month", _("the month")
    YEAR = "year", _("the year")


@history.track
class ImpactFigure(models.Model):
    """A number that says what came of it. Public only with who says so and when; it has no page of its own."""

    label = models.CharField(
        _("what is counted"),
        max_length=200,
        help_text=_("Like “given to non-profits”. It stands under the number."),
    )
    value = models.DecimalField(_("number"), max_digits=18, decimal_places=2)
    prefix = models.CharField(
        _("before it"),
        max_length=40,
        blank=True,
        help_text=_("Like “over $” or “more than”."),
    )
    suffix = models.CharField(_("right after it"), max_length=20, blank=True, help_text=_("Like “%” or “+”."))
    unit = models.CharField(_("unit"), max_length=60, blank=True, help_text=_("Like “films” or “hours”."))
    language = models.CharField(_("language"), max_length=10, default="en")
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Who says so."))
    source_url = models.URLField(
        _("address of the source"), max_length=500, blank=True, validators=[validate_https]
    )
    as_of = models.DateField(_("as of"), null=True, blank=True)
    as_of_shows = models.CharField(
        _("of the date is shown"), max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kept up by"),
        help_text=_("Who answers for it at the desk. Visitors don't see the name, unless you say so below."),
    )
    owner_shown = models.BooleanField(_("visitors see who keeps it up"), default=False)
    series = models.ForeignKey(
        Series,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("series"),
        help_text=_("It then stands on that series' page as well."),
    )
    cause = models.ForeignKey(
        Cause, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cause")
    )
    order = models.PositiveIntegerField(_("place"), default=0, help_text=_("The smallest stands first."))
    edit_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("impact figure")
        verbose_name_plural = _("impact figures")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="figure_source_is_https",
                condition=Q(source_url="") | Q(source_url__startswith="https://"),
                violation_error_message=_("Give an address that begins with https://."),
            )
        ]

    def __str__(self) -> str:
        return self.label
