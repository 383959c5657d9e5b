"""A thousand releases at one instant: how long until every page is right, and how often the home page was baked."""

import time
from datetime import UTC, datetime, timedelta

from tests.bench.results import Figure
from tests.bench.stage import Stage, stage

RELEASES, QUICK = 1000, 40
PARTS = ("publish", "pages", "media", "beat", "watch", "web", "nginx")
GIVEN_UP = 300.0


def measure(*, quick: bool) -> list[Figure]:
    with stage() as one:
        from series.pages.bake import bake_marked
        from series.pages.verify import verify
        from tests.bench import cast, counting

        count = QUICK if quick else RELEASES
        series, creators = cast.hub(), cast.people(50)
        bake_marked()
        one.start(*PARTS)
        instant = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=30 + count // 10)
        releases = cast.scheduled(count, series=series, creators=creators, at=lambda _n: instant)
        counting.begin()
        _settle(one, [release.pk for release in releases], instant)
        right = counting.seconds_until_right([release.pk for release in releases])
        home = counting.bakes_of("/")
        faults = list(verify(deep=True))
        floor = _floor(one, count)
    if faults:
        raise SystemExit("The public tree is not what the database says: " + " ".join(faults[:5]))
    return [
        Figure(
            measure="storm",
            name=f"{count} releases at one instant, every page right",
            value=max(right),
            unit="s",
            at_most=20,
            floor=floor,
        ),
        Figure(measure="storm", name="home page baked", value=home, unit="times", at_most=40),
    ]


def _settle(one: Stage, releases: list[int], instant: datetime) -> None:
    from series.models import Release
    from tests.bench import counting

    time.sleep(max(0.0, (instant - datetime.now(UTC)).total_seconds()))
    end = time.monotonic() + GIVEN_UP
    while time.monotonic() < end:
        time.sleep(0.5)
        # Marks that nobody will bake are none of these releases': their deletion is what is timed.
        if (
            not Release.objects.filter(pk__in=releases).exclude(state="published").exists()
            and not counting.open_marks()
        ):
            return
    raise SystemExit(f"Not everything was out and baked after {GIVEN_UP:.0f} s.\n{one.words()}")


def _floor(one: Stage, count: int) -> float:
    """Rendering each episode's two pages and the lists once, on all cores, without rows, marks or files."""
    from tests.bench.rendering import rendered_alone

    pages, seconds = rendered_alone(limit=2 * count)
    return seconds if pages else 0.0
