"""The hub's front: one film large, and below it the sections, as an editor arranged them or by themselves."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from series.models import Page
from series.pages.live import LiveSet, LiveSubject
from series.pages.metadata.graph import collection, publisher
from series.pages.shown.addresses import absolute, link
from series.pages.shown.figures import figures
from series.pages.shown.film import film
from series.pages.shown.frames import empty_frames, frames
from series.pages.shown.front import Arrangement, arrangement
from series.pages.shown.names import headline
from series.pages.shown.people import people_lines
from series.pages.shown.programmes import programmes
from series.pages.shown.resources import resources

TEMPLATE = "pages/home.html"
READS = ("site", "front", "legal", "series", "cause", "figure", "resource")
LATEST = 13
UPCOMING = 6
# Some of those asked for may be cancelled; they are told of under /upcoming/ only.
ASKED = 24
PEOPLE = 12
# Resources that have closed have their list; here stand those that one can still get into.
RESOURCES = 6


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    site, arranged = live.site(), arrangement(live)
    newest = live.latest("all", LATEST)
    hero, rest = _top(arranged, newest, live=live)
    urls = [absolute(subject.path) for subject in newest if subject.path]
    name = site.content["name"]
    tagline = site.content.get("tagline") or ""
    sections = _sections(arranged, rest, live=live)
    return {
        "title": f"{name} · {tagline}" if tagline else name,
        "description": site.content.get("introduction") or tagline,
        "hero": hero,
        "text": arranged.text,
        "sections": sections,
        "announced": any(section["name"] == "upcoming" for section in sections),
        "next": next((section["shown"][0] for section in sections if section["name"] == "upcoming"), None),
        "nodes": [
            publisher(site),
            collection(page=absolute("/"), name=name, description=tagline, urls=urls),
        ],
    }


def _top(
    arranged: Arrangement, newest: list[LiveSubject], *, live: LiveSet
) -> tuple[dict[str, Any] | None, list[LiveSubject]]:
    """What stands large, and the newest films that stand elsewhere."""
    shown = [subject for subject in newest if subject.path]
    chosen = arranged.hero or next(iter(shown), None)
    if chosen is None:
        return None, []
    teaser = chosen.kind == "teaser"
    [frame] = (empty_frames if teaser else frames)([chosen], live=live)
    hero = {**frame, "teaser": teaser, "newest": bool(shown) and chosen.id == shown[0].id}
    if not teaser:
        hero |= {"film": film(chosen.content), "headline": headline(chosen.content)}
    return hero, [subject for subject in shown if subject.id != chosen.id][: LATEST - 1]


def _sections(arranged: Arrangement, rest: list[LiveSubject], *, live: LiveSet) -> list[dict[str, Any]]:
    """Only those that have something to show."""
    makers = {
        "latest": lambda: frames(rest, live=live),
        "upcoming": lambda: empty_frames(_coming(arranged, live=live), live=live),
        "series": lambda: programmes(live),
        "figures": lambda: figures(live),
        "resources": lambda: [one for one in resources(live) if one["state"] != "closed"][:RESOURCES],
        "causes": lambda: _causes(live.all_of("cause")),
        "people": lambda: people_lines(live.latest("people", PEOPLE)),
    }
    made = [{"name": name, "shown": makers[name]()} for name in arranged.sections if name in makers]
    return [section for section in made if section["shown"]]


def _coming(arranged: Arrangement, *, live: LiveSet) -> list[LiveSubject]:
    """Who is announced: those chosen, or the next; never whoever stands large already."""
    if arranged.teasers:
        expected = sorted(arranged.teasers, key=lambda teaser: (teaser.premieres_at or _LAST, teaser.id))
    else:
        expected = [one for one in live.upcoming(limit=ASKED) if one.premiere_status != "cancelled"]
    top = arranged.hero.id if arranged.hero else None
    return [teaser for teaser in expected if teaser.id != top][:UPCOMING]


def _causes(causes: Iterable[LiveSubject]) -> list[dict[str, str]]:
    shown = sorted((one for one in causes if one.path), key=lambda one: one.content["name"].casefold())
    return [
        {"name": one.content["name"], "path": link(one.path), "summary": one.content.get("summary") or ""}
        for one in shown
    ]


_LAST = datetime.max.replace(tzinfo=UTC)
