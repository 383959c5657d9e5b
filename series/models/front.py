from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from series.models.episode import Episode, Teaser
from series.models.walls import is_wall, wall_field
from sparks import history
from sparks.accounts.models import validate_zone

# In the order in which they stand when two have the same place. Each has its field SECTION_place.
SECTIONS = ("latest", "upcoming", "series", "figures", "resources", "causes", "people")


def _place(name: Any, default: int | None) -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(
        name, null=True, blank=True, default=default, help_text=_("Empty: not shown.")
    )


@history.track
class Front(models.Model):
    """How the hub's front is arranged. One row, as there is one front; without a live revision it arranges itself."""

    hero = models.ForeignKey(
        Episode,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("large at the top"),
        help_text=_(
            "Empty: always the newest film. An episode that is not out yet is shown by its teaser, if that is public."
        ),
    )
    hero_until = wall_field(
        _("until"), help_text=_("From then on it is the newest film again. May stay empty.")
    )
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    text = models.TextField(
        _("a few words"), blank=True, help_text=_("Stands below the top. A blank line begins a paragraph.")
    )
    teasers = models.ManyToManyField(
        Teaser,
        blank=True,
        related_name="+",
        verbose_name=_("announced people"),
        help_text=_("Empty: whoever comes next."),
    )
    latest_place = _place(_("newest films"), 1)
    upcoming_place = _place(_("who is announced"), 2)
    series_place = _place(_("series"), 3)
    figures_place = _place(_("impact figures"), 4)
    resources_place = _place(_("resources"), 5)
    causes_place = _place(_("causes"), None)
    people_place = _place(_("people"), None)
    edit_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front page")
        constraints = [
            models.CheckConstraint(name="one_front", condition=Q(pk=1)),
            models.CheckConstraint(name="front_hero_until_is_a_wall_time", condition=is_wall("hero_until")),
            models.CheckConstraint(
                name="front_until_needs_a_hero",
                condition=Q(hero_until="") | Q(hero__isnull=False),
                violation_error_message=_("Choose what stands large at the top, or leave the end empty."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("front page"))

    @property
    def sections(self) -> list[str]:
        """The sections that are shown, in their order."""
        places = {name: getattr(self, f"{name}_place") for name in SECTIONS}
        return sorted((name for name in SECTIONS if places[name] is not None), key=lambda name: places[name])


@history.track
class FrontTeaser(Front.teasers.through):  # type: ignore[name-defined]
    """Who is announced at the front; a name for Django's own table, so that migrations know its triggers."""

    class Meta:
        proxy = True
