"""Impact figures, resource pages and the front of the demonstration: reported, or called fictional."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from series.demo.programmes import CHANGE_MAKERS, SPARKS_GOOD
from series.models import Front, ImpactFigure, Resource, Series
from series.models.figure import DatePrecision
from series.models.resource import ResourceKind
from series.publishing.due import database_now
from sparks.accounts.models import User

REPORTED = "as reported, 2024"
FICTIONAL = "fictional, made up for this demonstration"
# Of the day nothing was reported, and pages show the year alone.
YEAR = date(2024, 12, 31)
# An hour that no clock change takes away.
FIVE = time(17)
MADE_UP_DATES = (
    "That there was such a thing was reported. Its dates and the link on this page are the demonstration's"
    " own."
)


@dataclass(frozen=True, kw_only=True)
class Figure:
    label: str
    value: int
    prefix: str = ""
    unit: str = ""
    reported: bool = True
    series: str = CHANGE_MAKERS.slug


FIGURES = (
    Figure(label="given to non-profits by “Change Makers”", prefix="over $", value=1_000_000),
    Figure(label="global and local non-profits received it", prefix="more than", value=30),
    Figure(label="for an organisation of each honoree's choice", prefix="$", value=25_000),
    Figure(label="creators and non-profits in the first round", value=50),
    Figure(
        label="seeds handed over a counter by Wanda Example",
        value=12_400,
        reported=False,
        series=SPARKS_GOOD.slug,
    ),
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """Opens and closes so many days after the demonstration is made; negative: before. None: never."""

    title: str
    slug: str
    kind: str
    summary: str
    body: str
    opens: int | None = None
    closes: int | None = None
    series: str = SPARKS_GOOD.slug


COURSE = Page(
    title="Crash course for small businesses",
    slug="crash-course",
    kind=ResourceKind.COURSE,
    summary="What stood around the series: a crash course for those who sell what they make.",
    body=f"A crash course for small businesses stood beside the series.\n\n{MADE_UP_DATES}",
    opens=-9,
    closes=20,
)
PAGES = (
    COURSE,
    Page(
        title="Mentorship programme",
        slug="mentorship",
        kind=ResourceKind.MENTORSHIP,
        summary="Somebody who did it before, beside somebody who begins.",
        body=f"A mentorship programme stood beside the series.\n\n{MADE_UP_DATES}",
        opens=10,
        closes=40,
    ),
    Page(
        title="An evening about sound",
        slug="an-evening-about-sound",
        kind=ResourceKind.OTHER,
        summary="A fictional workshop that is over, to show what its page says then.",
        body="A fictional evening, made up for this demonstration. It is over, and its page stays.",
        opens=-30,
        closes=-5,
        series=CHANGE_MAKERS.slug,
    ),
)


def figures(*, by: User) -> list[ImpactFigure]:
    today = database_now().date()
    return [
        ImpactFigure.objects.get_or_create(
            label=one.label,
            defaults={
                "value": one.value,
                "prefix": one.prefix,
                "unit": one.unit,
                "source": REPORTED if one.reported else FICTIONAL,
                "as_of": YEAR if one.reported else today,
                "as_of_shows": DatePrecision.YEAR if one.reported else DatePrecision.DAY,
                "owner": by,
                "series": Series.objects.get(slug=one.series),
                "order": place * 10,
            },
        )[0]
        for place, one in enumerate(FIGURES, start=1)
    ]


def resources() -> list[Resource]:
    """Made once: their dates are counted from the day on which this is first called."""
    return [resource(page) for page in PAGES]


def resource(page: Page) -> Resource:
    return Resource.objects.get_or_create(
        slug=page.slug,
        defaults={
            "title": page.title,
            "kind": page.kind,
            "summary": page.summary,
            "body": page.body,
            "link": f"https://example.org/{page.slug}",
            "opens": _wall(page.opens),
            "closes": _wall(page.closes),
            "zone": SPARKS_GOOD.zone,
            "series": Series.objects.get(slug=page.series),
        },
    )[0]


def front() -> Front:
    return Front.objects.get_or_create(
        pk=1,
        defaults={
            "text": "One minute is enough to meet somebody. Begin with the newest, or with whoever comes next.",
            "zone": SPARKS_GOOD.zone,
            "causes_place": 6,
        },
    )[0]


def _wall(days: int | None) -> str:
    if days is None:
        return ""
    day = (database_now() + timedelta(days=days)).date()
    return datetime.combine(day, FIVE).isoformat()
