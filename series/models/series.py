from django.db import models
from django.utils.translation import gettext_lazy as _

from series.models.site import validate_colour
from sparks import history
from sparks.accounts.models import validate_zone


class SeriesStatus(models.TextChoices):
    UPCOMING = "upcoming", _("upcoming")
    RUNNING = "running", _("running")
    FINISHED = "finished", _("finished")


@history.track
class Series(models.Model):
    """A run of 60-second episodes under one promise, with a hashtag, a look and a cadence of its own."""

    title = models.CharField(_("title"), max_length=300)
    slug = models.CharField(
        _("address"), max_length=180, blank=True, help_text=_("Made from the title when empty.")
    )
    promise = models.CharField(
        _("promise"), max_length=300, help_text=_("One sentence: what a visitor gets.")
    )
    introduction = models.TextField(_("introduction"), blank=True)
    hashtag = models.CharField(_("hashtag"), max_length=80, blank=True)
    ember = models.CharField(_("colour"), max_length=7, default="#c2410c", validators=[validate_colour])
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    language = models.CharField(_("language"), max_length=10, default="en")
    status = models.CharField(
        _("status"), max_length=10, choices=SeriesStatus.choices, default=SeriesStatus.UPCOMING
    )
    edit_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], condition=~models.Q(slug=""), name="series_slug_once")
        ]

    def __str__(self) -> str:
        return self.title
