"""The storm: writes the releases, lets it loose on them, waits for calm, and judges."""

import os
import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.stage import Stage, stage
from tests.faults import SEED, crew, recovery
from tests.faults.crew import Keeper
from tests.faults.harm import Harm
from tests.faults.receivers import World
from tests.faults.told import keep_logs, told_to_all

RELEASES = int(os.environ.get("FAULTS_RELEASES") or 2000)
# Releases a second, on average, and seconds between two acts of the storm.
PACE, CALM = 8, (1.0, 4.0)
# All effects of a storm go out one by one, most of them thrice.
SETTLE = 120 + RELEASES * 0.6


def main() -> int:
    print(f"{RELEASES} releases, SEED={SEED}", flush=True)
    begun = time.monotonic()
    with (
        World(seed=SEED) as world,
        stage(extra=world.environment() | {"CELERY_VISIBILITY_TIMEOUT": "2"}) as one,
    ):
        with ExitStack() as stack:
            disk = stack.enter_context(_small_disk(one))
            verdict, told = _storm(one, world, disk)
        if verdict:
            keep_logs(one.home / "log")
    return told_to_all(verdict, told, seconds=time.monotonic() - begun)


def _storm(one: Stage, world: World, disk: Path | None) -> tuple[list[str], str]:
    from django.db import connections

    from series.models import WebhookEndpoint
    from series.pages.bake import bake_marked
    from tests.bench import cast
    from tests.factories.people import ana
    from tests.faults.editors import Editors
    from tests.faults.verdict import judge

    if crew.FAKETIME is None:
        print("  libfaketime is not installed, so the workers' clocks are right (Debian: package faketime)")
    series, creators = cast.hub(), cast.people(20)
    WebhookEndpoint.objects.create(url=f"http://127.0.0.1:{world.port}/hook")
    bake_marked()
    keeper = Keeper(one, crew.crew(one))
    keeper.start()
    window = RELEASES // PACE
    begin = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=20 + RELEASES // 20)
    chance = random.Random(SEED)
    cast.scheduled(
        RELEASES,
        series=series,
        creators=creators,
        at=lambda _n: begin + timedelta(seconds=chance.randint(0, window)),
    )

    def due_soon() -> datetime:
        at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=3)
        cast.scheduled(3, series=series, creators=creators, at=lambda _n: at)
        return at

    editors, harm = Editors(seed=SEED, by=ana()), Harm(keeper, world, seed=SEED, disk=disk)
    keeper.watch((begin - datetime.now(UTC)).total_seconds())
    editors.start()
    _blow(keeper, harm, chance, seconds=window + 20)
    editors.end()
    harm.mend(all_of_it=True)
    connections.close_all()
    calm = recovery.recovered_in(keeper, patience=SETTLE)
    print(f"  calm {calm:.1f} s after the storm", flush=True)
    single = recovery.after_each(
        keeper, ["ahead", "pages", "beat", "watch", "web", "nginx", "redis", "postgres"], due_soon
    )
    together = recovery.after_all(keeper, due_soon)
    _wait_for_effects(keeper)
    found = judge(world, kills=keeper.kills)
    found.faults += [
        f"right only {seconds:.1f} s after kill -9 of {name} (at most {recovery.SINGLE:.0f})"
        for name, seconds in single.items()
        if seconds > recovery.SINGLE
    ]
    if together > recovery.ALL:
        found.faults.append(f"right only {together:.1f} s after all were killed (at most {recovery.ALL:.0f})")
    found.faults += [f"an editor met {error}" for error in editors.unforeseen[:5]]
    counts = ", ".join(f"{count} {name}" for name, count in found.counts.items())
    acts = ", ".join(f"{count}× {name.replace('_', ' ')}" for name, count in sorted(harm.done.items()))
    races = ", ".join(f"{count}× {name}" for name, count in sorted(editors.done.items()))
    worst = max(single.values())
    told = f"{counts}; {keeper.kills} kills ({acts}); editors {races}, {editors.refused} told no"
    return found.faults, f"{told}; recovery {worst:.1f} s after one, {together:.1f} s after all"


def _blow(keeper: Keeper, harm: Harm, chance: random.Random, *, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        keeper.watch(chance.uniform(*CALM))
        harm.mend()
        harm.once()


def _wait_for_effects(keeper: Keeper) -> None:
    from django.db import DatabaseError, connections

    from series.models import Effect

    end, told = time.monotonic() + SETTLE, 0.0
    while time.monotonic() < end:
        keeper.watch(1)
        try:
            left = Effect.objects.filter(state__in=["waiting", "sending"]).count()
        except DatabaseError:
            connections.close_all()
            continue
        if not left:
            return
        if time.monotonic() - told > 30:
            told = time.monotonic()
            print(f"  {left} effects are still to go", flush=True)


@contextmanager
def _small_disk(one: Stage) -> Iterator[Path | None]:
    """The public tree on a disk of its own that can be filled: a tmpfs, which only root can mount."""
    folder = one.home / "public"
    mounted = (
        os.getuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={64 + RELEASES // 10}m", "sparks-faults", str(folder)],
            check=False,
            stderr=subprocess.DEVNULL,
        ).returncode
    )
    if not mounted:
        print("  No small disk can be mounted here (that needs root), so no disk will be full")
        yield None
        return
    for tree in ("pages", "notices", "errors"):
        (folder / tree).mkdir(exist_ok=True)
    try:
        yield folder
    finally:
        one.stop_all_but("postgres")
        subprocess.run(["umount", "-l", str(folder)], check=False)
