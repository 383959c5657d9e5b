"""Runs the measures one after another, each in a process of its own."""

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from sparks.embedded.home import CHECKOUT
from tests.bench.results import Figure, table, write

MEASURES = ("release", "storm", "archive", "hub", "rebuild", "desk", "search", "newsletter", "lighthouse")


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument(
        "measures", nargs="*", metavar="MEASURE", help=f"some of {', '.join(MEASURES)}; default all"
    )
    asked.add_argument(
        "--quick", action="store_true", help="small sizes, to see that it works; no promise is judged by it"
    )
    asked.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    options = asked.parse_args()
    unknown = set(options.measures) - set(MEASURES)
    if unknown:
        asked.error(f"There is no measure {', '.join(sorted(unknown))}. There are: {', '.join(MEASURES)}.")
    if options.into:
        return _one(options.measures[0], quick=options.quick, into=options.into)
    return _all(options.measures or MEASURES, quick=options.quick)


def _one(name: str, *, quick: bool, into: Path) -> int:
    figures = importlib.import_module(f"tests.bench.{name}").measure(quick=quick)
    into.write_text(json.dumps([asdict(figure) for figure in figures]))
    return 0


def _all(measures: list[str] | tuple[str, ...], *, quick: bool) -> int:
    begun = time.monotonic()
    figures: list[Figure] = []
    broken = []
    for name in measures:
        print(f"· {name}", file=sys.stderr, flush=True)
        with tempfile.NamedTemporaryFile(suffix=".json") as told:
            command = [
                sys.executable,
                "-m",
                "tests.bench",
                name,
                "--into",
                told.name,
                *(["--quick"] if quick else []),
            ]
            if subprocess.run(command, cwd=CHECKOUT, check=False).returncode:
                broken.append(name)
                continue
            figures += [Figure(**figure) for figure in json.loads(Path(told.name).read_text())]
    write(figures, seconds=time.monotonic() - begun, quick=quick)
    print(table(figures))
    missed = [figure for figure in figures if figure.kept is False]
    for name in broken:
        print(f"{name} could not be measured, as told above.")
    print(
        f"{len(missed)} promises missed, {sum(f.kept is True for f in figures)} kept"
        + (" (quick: sizes too small to judge)." if quick else ".")
    )
    return 1 if broken or (missed and not quick) else 0


if __name__ == "__main__":
    sys.exit(main())
