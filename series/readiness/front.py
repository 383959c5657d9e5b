"""What an editor chose for the front is public, or it is said what stands there instead."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from series.models import LiveRevision, Subject
from series.readiness.finding import Finding, Level


def check(*, subject: Subject, content: Mapping[str, Any], day: date) -> Iterable[Finding]:
    if subject.kind != "front":
        return
    hero = content["hero"]
    if hero is not None and not _public(hero):
        yield Finding(
            "hero",
            Level.WARN,
            "What was chosen for the top is neither public nor announced. Until it is, the newest film stands there.",
            "hero",
        )
    chosen = set(content["teasers"])
    there = set(
        LiveRevision.objects.filter(kind="teaser", subject__in=chosen).values_list("subject", flat=True)
    )
    if chosen - there:
        yield Finding(
            "teasers",
            Level.WARN,
            f"{len(chosen - there)} of the announced people chosen are not public. They are left out.",
            "teasers",
        )
    if not content["sections"]:
        yield Finding(
            "sections",
            Level.WARN,
            "No section has a number, so nothing is shown below the top.",
            "latest_place",
        )


def _public(episode: int) -> bool:
    live = LiveRevision.objects.filter(subject=episode) | LiveRevision.objects.filter(
        kind="teaser", episode=episode
    )
    return live.exists()
