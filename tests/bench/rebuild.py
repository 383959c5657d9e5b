"""`pages rebuild` of ten thousand pages beside rendering alone, by as many processes in the same run."""

import subprocess
import sys
import time

from sparks.embedded.home import CHECKOUT
from tests.bench.rendering import JOBS, rendered_alone
from tests.bench.results import Figure
from tests.bench.stage import Stage, stage

PAGES, QUICK = 10_000, 400


def measure(*, quick: bool) -> list[Figure]:
    with stage() as one:
        wanted = QUICK if quick else PAGES
        _pages(one, wanted)
        rates = []
        # First rendering alone, then the rebuild, then rendering again: what else the machine does meets both.
        before = _alone(wanted)
        total, seconds, first_hashes = _rebuilt(one)
        rates.append(total / seconds)
        after = _alone(wanted)
        again = _hashes(one)
        total, seconds, second_hashes = _rebuilt(one)
        rates.append(total / seconds)
    alone = (before + after) / 2
    changed = sum(first_hashes.get(name) != value for name, value in second_hashes.items())
    assert again == first_hashes
    return [
        Figure(
            measure="rebuild",
            name=f"{total:,} pages, written anew",
            value=rates[0],
            unit="pages/s",
            at_least=120,
            floor=alone,
        ),
        Figure(measure="rebuild", name="share of rendering alone", value=rates[0] / alone, at_least=0.7),
        Figure(
            measure="rebuild",
            name="the second time, nothing changed",
            value=rates[1],
            unit="pages/s",
            floor=alone,
        ),
        Figure(measure="rebuild", name="files that differ the second time", value=changed, at_most=0),
    ]


def _pages(one: Stage, wanted: int) -> None:
    """Rows for so many pages: two an episode."""
    from django.db import connection

    from series.addresses import slug_of
    from series.models import ReleaseItem
    from series.models.subject import subject_of
    from tests.bench import cast
    from tests.bench.growing import grow
    from tests.factories import subjects

    series, creators = cast.hub(), cast.people(20)
    episode = subjects.make_episode(series=series, creator=creators[0])
    release = subjects.published(episode)
    like = ReleaseItem.objects.get(release=release, role="main").subject_id
    connection.close()
    grow(
        one.database_admin,
        like=like,
        first=2,
        last=wanted // 2,
        creators=[subject_of(creator).pk for creator in creators],
        slug=slug_of(series),
    )


def _alone(limit: int) -> float:
    pages, seconds = rendered_alone(limit=limit)
    return pages / seconds


def _rebuilt(one: Stage) -> tuple[int, float, dict[str, str]]:
    """(pages, seconds with the processes' own start, content hashes by path)."""
    from series.models import Page

    begun = time.monotonic()
    subprocess.run(
        [sys.executable, "manage.py", "pages", "rebuild", "--jobs", str(JOBS)],
        cwd=CHECKOUT,
        env=one.env,
        check=True,
    )
    return Page.objects.filter(state="up").count(), time.monotonic() - begun, _hashes(one)


def _hashes(one: Stage) -> dict[str, str]:
    import hashlib

    root = one.home / "public" / "pages"
    return {
        str(file.relative_to(root)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in root.rglob("*")
        if file.is_file()
    }
