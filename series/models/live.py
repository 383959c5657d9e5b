from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from series.models.release import Release
from series.models.revision import Revision
from series.models.subject import Subject
from sparks import history


class WindowState(models.TextChoices):
    """Where something stands that opens or closes at an instant; in the row, for pages know no clock."""

    NONE = ""
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"


class PremiereStatus(models.TextChoices):
    NONE = ""
    EXPECTED = "expected"
    DELAYED = "delayed"
    CANCELLED = "cancelled"


@history.track
class LiveRevision(models.Model):
    """What is public: one row a subject. Every public page is a function of these rows, the pages and the marks."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, primary_key=True, related_name="live")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    # Copied from the revision, for lists: ids of subjects.
    series = models.BigIntegerField(null=True)
    creator = models.BigIntegerField(null=True)
    causes = ArrayField(models.BigIntegerField(), default=list)
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    # Fixed when the subject first went live, so that an old page does not change with every new one.
    previous = models.BigIntegerField(null=True)
    next = models.BigIntegerField(null=True)
    related = ArrayField(models.BigIntegerField(), default=list)
    # [{"at": ISO instant, "notice": text, "release": id}], oldest first.
    corrections = models.JSONField(default=list)
    # Teasers only: the episode it speaks of, and when that is due, as told to the public.
    episode = models.BigIntegerField(null=True)
    premieres_at = models.DateTimeField(null=True)
    premiere_zone = models.CharField(max_length=64, blank=True)
    premiere_status = models.CharField(max_length=10, choices=PremiereStatus.choices, blank=True)
    premiere_sequence = models.PositiveIntegerField(default=0)
    # Episodes only: the resources that the watch page leads to.
    resources = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    # Resources, and the front while what stands large on it is chosen: see series.publishing.windows.
    window_state = models.CharField(
        max_length=10, choices=WindowState.choices, blank=True, default="", db_default=""
    )

    class Meta:
        indexes = [
            # A few of a kind, the legal pages say, however many episodes there are: series.pages.live_rows.
            models.Index(fields=["kind", "subject"], name="live_by_kind"),
            models.Index(fields=["kind", "series", "-published_at"], name="live_by_series"),
            models.Index(
                fields=["kind", "premieres_at"], name="live_upcoming", condition=models.Q(kind="teaser")
            ),
            models.Index(fields=["creator"], name="live_by_creator", condition=models.Q(kind="episode")),
            models.Index(fields=["episode"], name="live_teaser_of", condition=models.Q(kind="teaser")),
            GinIndex(fields=["related"], name="live_related"),
            GinIndex(fields=["resources"], name="live_resources"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} · live"

    def refer_to(self, content: Mapping[str, Any]) -> None:
        """What lists ask for stands in columns, too: copied from the revision's content."""
        self.series = content.get("series")
        self.creator = content.get("creator")
        self.causes = content.get("causes", [])
        self.episode = content.get("episode")
        self.resources = content.get("resources", [])


class Listing(models.Model):
    """A place in a list, numbered from the oldest and fixed for life, so that old list pages stay as they are.

    `key` names the list: "all", "series:ID", "cause:ID", "creator:ID", "year:YEAR", "people", "places",
    "sitemap". A withdrawn subject leaves a hole.
    """

    key = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="listings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "position"], name="listing_position_once"),
            models.UniqueConstraint(fields=["key", "subject"], name="listing_subject_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.position}"
