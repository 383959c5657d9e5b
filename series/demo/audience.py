"""Numbers for the audience of the demonstration: made up by a rule, the same every time, and of nobody."""

import math
from collections.abc import Iterator
from datetime import date, timedelta

from series.models import DayCount, LiveRevision, Page
from series.models.count import OTHER, Counted
from series.pages.live import LiveSet
from series.statistics.days import today

DAYS = 90
# Everything about these is made up: the reserved names are nobody's. The number is their share of a hundred visits.
SITES = (("news.example.org", 14), ("search.example.com", 11), ("a-school.example.net", 6), (OTHER, 5))


def ensure() -> None:
    """Counts of the days before today, for the home and the films about people who do not exist. Twice is once."""
    if DayCount.objects.exists():
        return
    now = today(LiveSet().site().content.get("zone") or "UTC")
    own = {page.subject_id: page for page in Page.objects.filter(kind="episode", state="up")}
    frames = {page.subject_id: page for page in Page.objects.filter(kind="embed", state="up")}
    rows: list[DayCount] = []
    # No figure is made up for anybody real.
    made_up = LiveRevision.objects.filter(
        kind="episode", revision__content__creator_name__endswith=" Example"
    )
    for place, live in enumerate(made_up.order_by("subject")):
        began = max(live.published_at.date() + timedelta(days=1), now - timedelta(days=DAYS))
        for n in range((now - began).days):
            day = began + timedelta(days=n)
            plays = _plays(place, age=(day - live.published_at.date()).days, day=day)
            rows += _of_film(day, own[live.subject_id], frames.get(live.subject_id), plays, place)
    home = Page.objects.get(kind="home")
    for n in range(DAYS, 0, -1):
        day = now - timedelta(days=n)
        rows += _views(day, home, 160 + 40 * (day.weekday() == 3) + (day.toordinal() * 37) % 60)
    DayCount.objects.bulk_create(rows)


def _plays(place: int, *, age: int, day: date) -> int:
    """Many in the first days, few later, more on Thursdays when the next one comes, and a little chance."""
    first = 420 - 35 * (place % 7)
    chance = (day.toordinal() * (place + 3) * 7919) % 23
    return int(first * math.exp(-age / 9)) + (18 if day.weekday() == 3 else 6) + chance


def _of_film(day: date, page: Page, frame: Page | None, plays: int, place: int) -> Iterator[DayCount]:
    share = 0.58 + 0.04 * (place % 5)
    yield _row(day, page, Counted.PLAY, plays)
    yield _row(day, page, Counted.COMPLETION, round(plays * share))
    yield from _views(day, page, round(plays * 1.4))
    away = plays // 9
    if frame is not None and away:
        yield _row(day, frame, Counted.PLAY, away)
        yield _row(day, frame, Counted.COMPLETION, round(away * share) or 1)


def _views(day: date, page: Page, views: int) -> Iterator[DayCount]:
    left = views
    for host, share in SITES:
        number = views * share // 100
        # As with real ones: no name beside a small number.
        if number >= 3:
            left -= number
            yield _row(day, page, Counted.VIEW, number, host)
    yield _row(day, page, Counted.VIEW, left)


def _row(day: date, page: Page, kind: Counted, number: int, host: str = "") -> DayCount:
    return DayCount(day=day, page=page, kind=kind, host=host, number=number)
