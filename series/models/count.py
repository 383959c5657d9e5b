from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from series.models.page import Page

# Whoever came from here and there in ones and twos, and from where no name may be kept.
OTHER = "other"


class Counted(models.TextChoices):
    VIEW = "view", _("opened")
    PLAY = "play", _("played")
    COMPLETION = "completion", _("seen to its end")


class Count(models.Model):
    """How often something happened on a page on a day. This is all that is kept of it: there is no row of a visit.

    `host` is of views alone: the site that led here, OTHER, or "" where there was none. Days are those of the hub's
    own time zone.
    """

    pk = models.CompositePrimaryKey("day", "page", "kind", "host")
    day = models.DateField()
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Counted.choices)
    host = models.CharField(max_length=100, blank=True)
    number = models.PositiveBigIntegerField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_host_of_views_alone", condition=Q(kind=Counted.VIEW) | Q(host="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} · {self.kind} · {self.number}"


class Tally(Count):
    """Of the day that is being counted. Small, for it is written all the time; see series.statistics.settle."""

    class Meta(Count.Meta):
        default_permissions = ()
        permissions = [("view_audience", _("Can look at what is counted on the hub"))]


class DayCount(Count):
    """Of days that are over. No host in it has a small number."""

    class Meta(Count.Meta):
        default_permissions = ()
        indexes = [models.Index(fields=["page", "day"], name="daycount_of_page")]


class MonthCount(Count):
    """Of days long ago, added up; `day` is the first of the month."""

    class Meta(Count.Meta):
        default_permissions = ()
        constraints = [
            *Count.Meta.constraints,
            models.CheckConstraint(name="monthcount_by_month", condition=Q(day__day=1)),
        ]
