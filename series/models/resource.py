from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from creators.models import Cause
from series.models.figure import validate_https
from series.models.series import Series
from series.models.walls import is_wall, wall_field
from sparks import history
from sparks.accounts.models import validate_zone


class ResourceKind(models.TextChoices):
    COURSE = "course", _("crash course")
    MENTORSHIP = "mentorship", _("mentorship")
    TOOL = "tool", _("tool")
    GUIDE = "guide", _("guide")
    OTHER = "other", _("other")


@history.track
class Resource(models.Model):
    """A crash course, a mentorship and the like: a page with a way in, which may open and close at instants."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.CharField(
        _("address"), max_length=180, blank=True, help_text=_("Made from the title when empty.")
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=ResourceKind.choices, default=ResourceKind.OTHER
    )
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    body = models.TextField(_("text"), blank=True, help_text=_("A blank line begins a paragraph."))
    link = models.URLField(
        _("the way in"),
        max_length=500,
        blank=True,
        validators=[validate_https],
        help_text=_("Where to apply, or where it is. Shown only while it is open."),
    )
    opens = wall_field(_("opens at"), help_text=_("Empty: open from the first day."))
    closes = wall_field(_("closes at"), help_text=_("Empty: stays open."))
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    language = models.CharField(_("language"), max_length=10, default="en")
    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("series")
    )
    causes = models.ManyToManyField(Cause, blank=True, verbose_name=_("causes"), related_name="+")
    edit_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("resource page")
        verbose_name_plural = _("resource pages")
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], condition=~Q(slug=""), name="resource_slug_once"),
            models.CheckConstraint(
                name="resource_link_is_https",
                condition=Q(link="") | Q(link__startswith="https://"),
                violation_error_message=_("Give an address that begins with https://."),
            ),
            models.CheckConstraint(
                name="resource_dates_are_wall_times", condition=is_wall("opens") & is_wall("closes")
            ),
            models.CheckConstraint(
                name="resource_opens_before_it_closes",
                condition=Q(opens="") | Q(closes="") | Q(opens__lt=F("closes")),
                violation_error_message=_("It has to close after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@history.track
class ResourceCause(Resource.causes.through):  # type: ignore[name-defined]
    """Which resource serves which cause; a name for Django's own table, so that migrations know its triggers."""

    class Meta:
        proxy = True
