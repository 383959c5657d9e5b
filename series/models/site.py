from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sparks import history
from sparks.accounts.models import validate_zone

validate_colour = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six digits, like #c2410c.")
)


@history.track
class Site(models.Model):
    """Whose hub this is. One row; nothing of it is built in, so that anybody can put their own name on it."""

    name = models.CharField(_("name of the hub"), max_length=120, default="Sparks")
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    publisher = models.CharField(
        _("publisher"), max_length=200, blank=True, help_text=_("Who answers for the hub.")
    )
    contact_email = models.EmailField(_("contact address"), blank=True)
    logo = models.ForeignKey(
        "series.Asset",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    ember = models.CharField(_("colour"), max_length=7, default="#c2410c", validators=[validate_colour])
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    licence = models.CharField(_("licence line"), max_length=300, blank=True)
    comments_note = models.CharField(
        _("why there are no comments"),
        max_length=300,
        default="There are no comments here, by design: nobody in these films signed up for a debate.",
    )
    edit_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("site")
        constraints = [models.CheckConstraint(name="one_site", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return self.name
