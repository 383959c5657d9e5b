"""What one release costs with a hundred, a thousand, ten thousand and a hundred thousand live episodes."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.bench.results import Figure
from tests.bench.stage import Stage, stage

SIZES, QUICK = (100, 1_000, 10_000, 100_000), (100, 1_000)
# Lists are cut in parts of a hundred: at each size the newest part holds as many.
BESIDE = 50
WARMING, MEASURED = 3, 7


@dataclass
class Cost:
    queries: int
    marked: int
    baked: int
    buffers: int
    seconds: float


def measure(*, quick: bool) -> list[Figure]:
    sizes = QUICK if quick else SIZES
    with stage() as one:
        from series.models.subject import subject_of
        from series.pages.bake import bake_marked
        from tests.bench import cast

        series, creators = cast.hub(), cast.people(10)
        # Each size is measured with a person who has no episode yet, so that their page is as long as at any other.
        fresh = [subject_of(creator).pk for creator in creators[: len(sizes)]]
        old = [subject_of(creator).pk for creator in creators[len(sizes) :]]
        pattern = _release(one, series=series, creators=[creators[-1]], count=1)[0]
        bake_marked()
        costs = []
        for place, size in enumerate(sizes):
            _grow_to(one, size + BESIDE, series=series, like=pattern, creators=old)
            released = _measure(one, series=series, creator=creators[place])
            print(f"  {size}: {released}", flush=True)
            costs.append(released)
        assert len(fresh) == len(costs)
    return _figures(sizes, costs)


def _grow_to(one: Stage, size: int, *, series: Any, like: int, creators: list[int]) -> None:
    from django.db import connection

    from series.addresses import slug_of
    from series.models import Listing
    from tests.bench.growing import grow

    there = Listing.objects.filter(key="all").order_by("-position").values_list("position", flat=True)[0]
    last = series.episodes.order_by("-number").values_list("number", flat=True)[0]
    connection.close()
    begun = time.monotonic()
    grow(
        one.database_admin,
        like=like,
        first=last + 1,
        last=last + size - there,
        creators=creators,
        slug=slug_of(series),
    )
    print(f"  {size - there} rows of each table in {time.monotonic() - begun:.0f} s", flush=True)


def _release(one: Stage, *, series: Any, creators: list[Any], count: int) -> list[int]:
    """Subjects of episodes that went out just now, their lists not baked."""
    from series.models import ReleaseItem
    from series.publishing.run import Ran, run

    releases = _due(series=series, creators=creators, count=count)
    for pk in releases:
        assert run(pk) == Ran.PUBLISHED
    return list(
        ReleaseItem.objects.filter(release__in=releases, role="main")
        .order_by("id")
        .values_list("subject", flat=True)
    )


def _due(*, series: Any, creators: list[Any], count: int) -> list[int]:
    from tests.bench import cast

    at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1)
    releases = cast.scheduled(count, series=series, creators=creators, at=lambda _n: at)
    time.sleep(max(0.0, (at - datetime.now(UTC)).total_seconds() + 0.01))
    return [release.pk for release in releases]


def _measure(one: Stage, *, series: Any, creator: Any) -> Cost:
    costs = [_cost(pk) for pk in _due(series=series, creators=[creator], count=WARMING + MEASURED)][WARMING:]
    return Cost(
        **{
            name: statistics.median(getattr(cost, name) for cost in costs)
            for name in ("queries", "marked", "baked", "buffers", "seconds")
        }
    )


def _cost(release: int) -> Cost:
    from django.db import connection

    from series.models import Mark
    from series.models.page import Rank
    from series.pages.bake import bake_marked
    from series.publishing.run import Ran, run
    from series.publishing.tick import follow

    buffers, begun = _buffers(), time.monotonic()
    with _counted() as queries:
        assert run(release) == Ran.PUBLISHED
        marked = Mark.objects.filter(release=release).values("page").distinct().count()
        own = Mark.objects.filter(release=release, rank=Rank.SUBJECT).values("page").distinct().count()
        follow([release])
        baked = own + bake_marked(max_rank=Rank.LIST)
    seconds = time.monotonic() - begun
    assert not connection.in_atomic_block
    return Cost(len(queries), marked, baked, _buffers() - buffers, seconds)


@contextmanager
def _counted() -> Iterator[list[str]]:
    from django.db import connection

    said: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        said.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield said


def _buffers() -> int:
    """Buffers that this connection's backend has read, from memory or disk."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(
            "SELECT sum(coalesce(hits, 0) + coalesce(reads, 0)) FROM pg_stat_get_backend_io(pg_backend_pid())"
        )
        return int(cursor.fetchone()[0])


def _figures(sizes: tuple[int, ...], costs: list[Cost]) -> list[Figure]:
    first = costs[0]
    figures = []
    for size, cost in zip(sizes, costs, strict=True):
        name = f"{size:,} live episodes"
        same = {"measure": "archive"}
        figures += [
            Figure(name=f"{name}: queries", value=cost.queries, at_most=first.queries, **same),
            Figure(name=f"{name}: pages marked", value=cost.marked, at_most=first.marked, **same),
            Figure(name=f"{name}: pages baked", value=cost.baked, at_most=first.baked, **same),
            Figure(
                name=f"{name}: buffers",
                value=cost.buffers,
                at_most=first.buffers * 1.2,
                floor=first.buffers,
                **same,
            ),
            Figure(
                name=f"{name}: time", value=cost.seconds * 1000, unit="ms", floor=first.seconds * 1000, **same
            ),
        ]
    return figures
