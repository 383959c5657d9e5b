from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from creators.models import Cause, Creator
from series.models.resource import Resource
from series.models.series import Series
from sparks import history
from sparks.desk.plain import found_by_part


@history.track
class Episode(models.Model):
    """The working copy of a 60-second vignette about exactly one person. Visitors never see this row."""

    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, related_name="episodes", verbose_name=_("series")
    )
    number = models.PositiveIntegerField(_("number"), validators=[MinValueValidator(1)])
    title = models.CharField(_("title"), max_length=300)
    slug = models.CharField(
        _("address"), max_length=180, blank=True, help_text=_("Made from the title when empty.")
    )
    creator = models.ForeignKey(
        Creator, on_delete=models.PROTECT, related_name="episodes", verbose_name=_("featured creator")
    )
    causes = models.ManyToManyField(Cause, blank=True, verbose_name=_("causes"), related_name="episodes")
    resources = models.ManyToManyField(
        Resource,
        blank=True,
        verbose_name=_("resources"),
        related_name="episodes",
        help_text=_("Courses, tools and the like that the watch page leads to, while they are public."),
    )
    summary = models.CharField(_("summary"), max_length=500, blank=True)
    story = models.TextField(_("story"), blank=True)
    byline = models.CharField(_("byline"), max_length=300, blank=True, help_text=_("Who made it, by name."))
    credits = models.TextField(_("credits"), blank=True, help_text=_("One a line, like “Camera: Ana Ruiz”."))
    sources = models.TextField(_("sources"), blank=True, help_text=_("One a line."))
    hashtags = ArrayField(
        models.CharField(max_length=80), verbose_name=_("hashtags"), default=list, blank=True
    )
    mention = models.CharField(_("mention"), max_length=100, blank=True)
    sound_credit = models.CharField(_("sound credit"), max_length=200, blank=True)
    post_url = models.URLField(_("platform post"), blank=True, max_length=500)
    language = models.CharField(_("language"), max_length=10, default="en")
    video = models.ForeignKey(
        "series.Asset",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("film"),
    )
    poster = models.ForeignKey(
        "series.Asset",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("poster"),
    )
    poster_alt = models.CharField(
        _("poster in words"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for those who can't see it."),
    )
    transcript = models.TextField(
        _("transcript"), blank=True, help_text=_("Made from the captions when empty.")
    )
    edit_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("episode")
        verbose_name_plural = _("episodes")
        ordering = ["series", "number"]
        # series.finding: by any part of the title, as somebody remembers it.
        indexes = [found_by_part("title", name="episode_title_part")]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number"],
                name="episode_number_once_a_series",
                violation_error_message=_("This series has an episode with that number. Choose another."),
            ),
            models.CheckConstraint(
                name="poster_in_words",
                condition=models.Q(poster=None) | ~models.Q(poster_alt=""),
                violation_error_message=_("Say in words what the poster shows."),
            ),
            models.CheckConstraint(name="episode_number_positive", condition=models.Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


history.track(Episode.causes.through)


@history.track
class EpisodeResource(Episode.resources.through):  # type: ignore[name-defined]
    """Which film leads to which resource; a name for Django's own table, so that migrations know its triggers."""

    class Meta:
        proxy = True


@history.track
class EpisodeCaption(models.Model):
    episode = models.ForeignKey(
        Episode, on_delete=models.CASCADE, related_name="captions", verbose_name=_("episode")
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    asset = models.ForeignKey(
        "series.Asset", on_delete=models.PROTECT, related_name="+", verbose_name=_("file")
    )

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["episode", "language"], name="captions_once_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.episode} · {self.language}"


@history.track
class Teaser(models.Model):
    """What may be said of an episode before its film: a name and a line, with an approval of its own."""

    episode = models.OneToOneField(
        Episode, on_delete=models.PROTECT, related_name="teaser", verbose_name=_("episode")
    )
    name = models.CharField(_("name shown"), max_length=300)
    line = models.CharField(_("one line"), max_length=300, blank=True)
    edit_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("teaser")
        verbose_name_plural = _("teasers")

    def __str__(self) -> str:
        return self.name
