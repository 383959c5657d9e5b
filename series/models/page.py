from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from series.models.release import Release
from series.models.subject import Subject

# The kind of page that is a subject's own: one for each kind of subject but the teaser, which has its episode's, and
# what stands on the front alone.
OWN_KINDS = ("home", "series", "episode", "creator", "cause", "legal", "resource")


class PageState(models.TextChoices):
    DOWN = "down"
    UP = "up"
    GONE = "gone"
    MOVED = "moved"


class Page(models.Model):
    """A public path, for life: a row is never deleted and its path never given to something else."""

    path = models.CharField(max_length=400, unique=True)
    kind = models.CharField(max_length=20)
    # What the page is about within its kind: a list's number, a year.
    key = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=10, default="en")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, related_name="pages")
    state = models.CharField(max_length=10, choices=PageState.choices, default=PageState.DOWN)
    moved_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    # What stands at the address of something withdrawn.
    notice = models.TextField(blank=True)
    gone_at = models.DateTimeField(null=True)
    content_hash = models.CharField(max_length=64, blank=True)
    build = models.CharField(max_length=40, blank=True)
    baked_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    # A withdrawal is checked again a minute later; null when nothing is left to check.
    recheck_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "kind"]),
            models.Index(fields=["kind", "key"]),
            # For series.pages.live_rows: without embeds and feeds between them, neighbours lie side by side.
            models.Index(
                fields=["subject", "kind"],
                condition=Q(state=PageState.UP, kind__in=OWN_KINDS),
                name="page_of_its_own",
            ),
            models.Index(fields=["recheck_at"], condition=Q(recheck_at__isnull=False), name="page_recheck"),
        ]
        constraints = [
            models.CheckConstraint(
                name="moved_page_says_where", condition=~Q(state=PageState.MOVED) | Q(moved_to__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.path


class Rank(models.IntegerChoices):
    SUBJECT = 0
    LIST = 1
    BUILD = 9


class Mark(models.Model):
    """This page must be baked again. Inserted, never updated; the baker deletes exactly the marks it saw."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="marks")
    why = models.CharField(max_length=60)
    rank = models.SmallIntegerField(choices=Rank.choices, default=Rank.LIST)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, null=True, related_name="marks")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["rank", "id"]), models.Index(fields=["page", "release"])]

    def __str__(self) -> str:
        return f"{self.page} · {self.why}"
