"""What went out lately, and how late. Two queries."""

from dataclasses import dataclass
from statistics import median

from django.urls import reverse
from django.utils.safestring import SafeString

from series.admin.home import strip
from series.admin.items import mains, titles
from series.cadence import moment_label
from series.models import Release
from series.states import ReleaseState

# In the chart and its table; so many of them stand in the list.
MOST = 50
LISTED = 6


@dataclass(frozen=True)
class Out:
    what: str
    url: str
    kind: str
    when: str
    seconds: float

    @property
    def late(self) -> str:
        return said(self.seconds)


@dataclass(frozen=True)
class WentOut:
    rows: list[Out]
    chart: SafeString
    median: str
    worst: str

    @property
    def scale(self) -> list[str]:
        return strip.scale()

    @property
    def listed(self) -> list[Out]:
        return self.rows[:LISTED]


def went_out() -> WentOut:
    releases = (
        Release.objects.filter(state=ReleaseState.PUBLISHED)
        .prefetch_related(mains())
        .order_by("-published_at")[:MOST]
    )
    rows = [
        Out(
            what=titles([item.subject for item in release.items.all()]),
            url=reverse("admin:series_release_change", args=[release.pk]),
            kind=release.get_kind_display(),
            when=moment_label(release.instant, release.zone),
            seconds=(release.published_at - release.instant).total_seconds(),
        )
        for release in releases
    ]
    seconds = [row.seconds for row in rows]
    if not seconds:
        return WentOut([], SafeString(), "", "")
    middle, worst = said(median(seconds)), said(max(seconds))
    return WentOut(rows, strip.chart(seconds[::-1], median=middle, worst=worst), middle, worst)


def said(seconds: float) -> str:
    """ "+0.043 s", to the millisecond; what took minutes, in minutes."""
    if seconds < 60:
        return f"+{seconds:.3f} s"
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return f"+{minutes:.0f} min {rest:.3f} s"
    hours, minutes = divmod(minutes, 60)
    return f"+{hours:.0f} h {minutes:.0f} min"
