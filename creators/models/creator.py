from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from creators.models.cause import Cause
from creators.models.degrees import CoarseDegrees
from sparks import history
from sparks.desk.plain import found_by_part


def validate_links(value: object) -> None:
    """A list of {"label", "url"} with absolute http(s) addresses, as editors type them line by line."""
    if not isinstance(value, list):
        raise ValidationError(_("Links must be a list."))
    for link in value:
        url = link.get("url", "") if isinstance(link, dict) else ""
        if not str(url).startswith(("https://", "http://")):
            raise ValidationError(
                _("“%(url)s” is not a web address. Start it with https://."), params={"url": str(url)[:100]}
            )


@history.track
class Creator(models.Model):
    """One person, one record, through nomination, episode, cohort and entry."""

    name = models.CharField(_("name"), max_length=300)
    slug = models.CharField(
        _("address"), max_length=180, blank=True, help_text=_("Made from the name when empty.")
    )
    handle = models.CharField(
        _("handle"), max_length=100, blank=True, help_text=_("With the @, as it is written.")
    )
    initiative = models.CharField(_("business or initiative"), max_length=300, blank=True)
    category = models.CharField(_("category"), max_length=120, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    latitude = CoarseDegrees(
        _("latitude"),
        most=90,
        null=True,
        blank=True,
        help_text=_("North of the equator, 40.7 say; south of it with a minus."),
    )
    longitude = CoarseDegrees(
        _("longitude"),
        most=180,
        null=True,
        blank=True,
        help_text=_(
            "East of Greenwich; west of it with a minus, -74 say. Both are rounded to a tenth of a degree, some ten"
            " kilometres, when they are saved: enough for a spot on the map, too little to find a door. Leave them"
            " empty where even the town is nobody's business."
        ),
    )
    biography = models.TextField(_("biography"), blank=True)
    quote = models.TextField(_("quote"), blank=True)
    quote_source = models.CharField(_("where it was said"), max_length=300, blank=True)
    quote_date = models.DateField(_("when it was said"), null=True, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True, validators=[validate_links])
    causes = models.ManyToManyField(Cause, verbose_name=_("causes"), blank=True, related_name="creators")
    edit_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("creator")
        verbose_name_plural = _("creators")
        ordering = ["name", "id"]
        indexes = [
            # series.finding: by any part of a name, as somebody remembers it.
            found_by_part("name", name="creator_name_part"),
            found_by_part("handle", name="creator_handle_part"),
            found_by_part("initiative", name="creator_initiative_part"),
        ]
        constraints = [
            models.CheckConstraint(
                name="creator_quote_attributed",
                condition=models.Q(quote="") | ~models.Q(quote_source=""),
                violation_error_message=_("A quote needs its source: say where it was said."),
            ),
            models.CheckConstraint(
                name="creator_position_whole",
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_("A spot on the map needs both latitude and longitude."),
            ),
            models.CheckConstraint(
                name="creator_position_on_earth",
                condition=models.Q(latitude=None)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                violation_error_message=_("That is nowhere on Earth."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


history.track(Creator.causes.through)
