"""Due → readable: one release at a time, watched from another process through nginx."""

import random
import time
from datetime import UTC, datetime, timedelta

from tests.bench import floors
from tests.bench.results import Figure, quantile
from tests.bench.stage import Stage, stage
from tests.bench.watching import watched

RELEASES, QUICK = 300, 12
PARTS = ("publish", "pages", "media", "beat", "watch", "web", "nginx")
# Time for the workers to be up and for the releases to be written.
AHEAD = 30


def measure(*, quick: bool) -> list[Figure]:
    with stage() as one:
        from series.pages.bake import bake_marked
        from tests.bench import cast, counting

        count = QUICK if quick else RELEASES
        series, creators = cast.hub(), cast.people(5)
        bake_marked()
        one.start(*PARTS)
        instants = _instants(
            count, datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=AHEAD + count // 10)
        )
        releases = cast.scheduled(count, series=series, creators=creators, at=lambda n: instants[n])
        counting.begin()
        floor = floors.commit_rename_get(one, times=30 if quick else 100)
        seen = watched(one, [(release.pk, release.instant) for release in releases])
        _settle(one, [release.pk for release in releases], len(seen))
        right = counting.seconds_until_right([release.pk for release in releases])
    return _figures([one.late for one in seen], right, floor)


def _instants(count: int, begin: datetime) -> list[datetime]:
    """Distinct whole seconds at random: two of three have a release."""
    seconds = sorted(random.Random(count).sample(range(count * 3 // 2), count))
    return [begin + timedelta(seconds=second) for second in seconds]


def _settle(one: Stage, releases: list[int], seen: int) -> None:
    from series.models import Release
    from tests.bench import counting

    end = time.monotonic() + 30
    while counting.open_marks() and time.monotonic() < end:
        time.sleep(0.2)
    published = Release.objects.filter(pk__in=releases, state="published").count()
    if (published, seen) != (len(releases), len(releases)):
        raise SystemExit(
            f"Of {len(releases)} releases {published} went out and {seen} were seen.\n{one.words()}"
        )


def _figures(late: list[float], right: list[float], floor: list[float]) -> list[Figure]:
    targets = [("p50", 0.5, 100.0), ("p95", 0.95, 300.0), ("worst", 1.0, 1000.0)]
    return [
        *(
            Figure(
                measure="release",
                name=f"due → film readable, {len(late)} releases, {word}",
                value=quantile(late, share) * 1000,
                unit="ms",
                at_most=target,
                floor=quantile(floor, share) * 1000,
            )
            for word, share, target in targets
        ),
        Figure(
            measure="release", name="seen before the instant", value=sum(one < 0 for one in late), at_most=0
        ),
        Figure(
            measure="release",
            name="due → all its pages right, p95",
            value=quantile(right, 0.95) * 1000,
            unit="ms",
            at_most=1500,
        ),
    ]
