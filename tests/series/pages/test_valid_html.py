"""Every kind of HTML page against the validator of the W3C and WHATWG."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from series.models import Page
from series.models.front import SECTIONS
from tests.factories import live as make
from tests.provision import VNU

JAR = Path(os.environ.get("VNU_JAR") or VNU)
THERE = JAR.exists() and shutil.which("java")


@pytest.mark.skipif(
    not THERE and not os.environ.get("CI"), reason="needs java and vnu.jar; CI always has them"
)
def test_every_page_is_valid(hub, rendered, tmp_path):
    assert THERE, "Under CI the HTML validator must be there: install node and java."
    long = "Hohenstein-Wartenburg " * 13
    make.make_live_episode(series=make.make_live_series(language="ar"), creator=make.make_live_creator(long))
    for status in ("delayed", "cancelled"):
        make.make_live_teaser(series=hub.series, status=status, premieres_at=None)
    for state in ("announced", "closed"):
        make.make_live_resource(f"Mentors, {state}", state=state, language="ar", series=hub.series.id)
    make.make_live_resource("A guide", kind="guide", opens=None, closes=None, link="")
    make.make_live_figure("Figures, by month", as_of_shows="month", owner="Ana Ruiz", series=hub.series.id)
    make.make_live_figure("Figures, by year", as_of_shows="year", source_url="", unit="films")
    make.make_live_front(
        hero=hub.teaser.teaser.episode.subject.id, text="Hello.\n\nYou.", sections=list(SECTIONS)
    )
    files = []
    for page in Page.objects.filter(state="up"):
        text = rendered(page)
        if text.startswith("<!doctype html>"):
            files.append(tmp_path / f"{page.kind}-{page.id}.html")
            files[-1].write_text(text)
    assert len(files) >= 20
    command = ["java", "-jar", str(JAR), "--format", "json", "--exit-zero-always", *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=240)
    messages = json.loads(run.stderr)["messages"]
    faults = [
        f"{Path(m['url']).name}: {m['message']} {m.get('extract', '')}"
        for m in messages
        if m["type"] == "error"
    ]
    assert faults == []
