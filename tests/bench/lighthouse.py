"""Lighthouse 12, as on a phone with a slow line, over the demonstration behind the hub's own nginx: median of five."""

import json
import os
import shutil
import statistics
import subprocess
from pathlib import Path

from sparks.embedded.home import CHECKOUT
from tests.bench.results import Figure
from tests.bench.stage import Stage, stage
from tests.provision import BROWSERS, LIGHTHOUSE, browser, lighthouse

RUNS, QUICK_RUNS = 5, 1
TRIES = 3
PROMISED = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
# Results of a search are for nobody's index, and say so.
WITHOUT = {"search": {"seo"}}
# Longer than the demonstration is looked at: nothing goes live meanwhile.
PREMIERE_IN = 3600
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"


def measure(*, quick: bool) -> list[Figure]:
    for trouble in (browser(), lighthouse()):
        if trouble:
            raise SystemExit(trouble)
    with stage() as one:
        paths = _demonstration(one)
        one.start("web", "nginx")
        return [
            figure
            for name, path in paths.items()
            for figure in _judged(name, f"http://localhost:{one.home.port}{path}", one, runs=_runs(quick))
        ]


def _runs(quick: bool) -> int:
    return QUICK_RUNS if quick else RUNS


def _demonstration(one: Stage) -> dict[str, str]:
    """What `make run` shows, baked; the paths that are looked at."""
    from series.demo import making
    from series.demo.programmes import SPARKS_GOOD
    from series.models import Page

    making.make(seconds=PREMIERE_IN, say=lambda words: print(f"  {words}", flush=True))
    first = {"subject__episode__series__slug": SPARKS_GOOD.slug, "subject__episode__number": 1}
    episode = Page.objects.select_related("subject__episode__creator__subject").get(kind="episode", **first)
    creator = Page.objects.get(kind="creator", subject=episode.subject.episode.creator.subject)
    return {
        "home": "/",
        "series": f"/{SPARKS_GOOD.slug}/",
        "episode": episode.path,
        "creator": creator.path,
        "search": "/search/?q=soap",
    }


def _judged(name: str, address: str, one: Stage, *, runs: int) -> list[Figure]:
    reports = [_report(address, one.home / f"{name}-{run}.json") for run in range(runs)]
    wanted = {
        category: score for category, score in PROMISED.items() if category not in WITHOUT.get(name, ())
    }
    figures = []
    for category, promised in wanted.items():
        scores = [round(report["categories"][category]["score"] * 100) for report in reports]
        score = statistics.median(scores)
        if score < promised:
            _say_why(name, category, reports[0])
        figures.append(
            Figure(measure="lighthouse", name=f"{name}: {category}", value=score, at_least=promised)
        )
    print(f"  {name}: {', '.join(f'{figure.value:g}' for figure in figures)}", flush=True)
    return figures


def _report(address: str, into: Path) -> dict:
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    command = [
        *("node", str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--output-path={into}"),
        *(f"--only-categories={','.join(PROMISED)}", f"--chrome-flags={CHROME}"),
    ]
    env = os.environ | ({"CHROME_PATH": chromium} if chromium else {})
    for _ in range(TRIES):
        # Now and then the browser starts without a trace, and Lighthouse says: run it again.
        if subprocess.run(command, env=env, cwd=CHECKOUT, check=False, timeout=300).returncode == 0:
            return json.loads(into.read_text())
    raise SystemExit(f"Lighthouse could not look at {address}, as told above.")


def _say_why(name: str, category: str, report: dict) -> None:
    for wish in report["categories"][category]["auditRefs"]:
        audit = report["audits"][wish["id"]]
        if wish["weight"] and audit["score"] is not None and audit["score"] < 1:
            print(f"  {name}: {audit['title']} ({audit.get('displayValue') or audit['score']})", flush=True)
            for item in (audit.get("details") or {}).get("items", [])[:3]:
                print(f"    {json.dumps(item)[:300]}", flush=True)
