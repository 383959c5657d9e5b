"""A hub with one of everything public, and a way to render a page of it."""

import json
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import html5lib
import pytest

from series.models import Page
from series.pages.live import LiveSet
from series.pages.render import render
from tests.factories import live as make

Rendered = Callable[..., str]


@pytest.fixture
def rendered(db) -> Rendered:
    """The text of a page, by its row or by its kind."""

    def text(page: Page | str, **lookup: Any) -> str:
        row = page if isinstance(page, Page) else Page.objects.get(kind=page, **lookup)
        body = render(page=row, live=LiveSet())
        assert body is not None, f"{row} has nothing to show"
        return body.decode()

    return text


@pytest.fixture
def hub(db) -> SimpleNamespace:
    """Three episodes of one series in order, a cause, a legal page, somebody announced, and every page of a hub."""
    site = make.make_live_site()
    pages = make.make_hub_pages()
    series = make.make_live_series()
    cause = make.make_live_cause("Small business")
    legal = make.make_live_legal()
    resource = make.make_live_resource(series=series.id, causes=[cause.id])
    figure = make.make_live_figure(series=series.id, causes=[cause.id])
    creator = make.make_live_creator(causes=(cause,), position=[40.7, -74.0])
    first = make.make_live_episode(series=series, creator=creator, causes=(cause,), title="First")
    second = make.make_live_episode(
        series=series, creator=creator, causes=(cause,), title="Second", columns={"previous": first.id}
    )
    third = make.make_live_episode(
        series=series,
        creator=creator,
        causes=(cause,),
        title="Third",
        resources=[resource.id],
        columns={"previous": second.id, "related": [first.id]},
    )
    teaser = make.make_live_teaser(series=series)
    correction = make.make_correction(third)
    make.make_page("security", key="2027-09-30")
    part = {"key": "1"}
    make.make_page("corrections_part", **part)
    make.make_page("archive_part", **part)
    make.make_page("people_part", **part)
    make.make_page("places_part", **part)
    make.make_page("archive_year", key="2026")
    make.make_page("archive_year_part", key="2026/1")
    make.make_page("sitemap_part", **part)
    make.make_page("api_part", **part)
    make.make_page("series_part", subject=series, slug=series.series.slug, **part)
    make.make_page("cause_part", subject=cause, slug=cause.cause.slug, **part)
    return SimpleNamespace(
        site=site,
        pages=pages,
        series=series,
        cause=cause,
        legal=legal,
        resource=resource,
        figure=figure,
        creator=creator,
        first=first,
        second=second,
        third=third,
        teaser=teaser,
        correction=correction,
        day=timedelta(days=1),
    )


def parsed(text: str) -> Any:
    """The page as a tree. Raises html5lib's ParseError at the first fault of its HTML."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(text)


def graph(text: str) -> list[dict[str, Any]]:
    """The nodes of a page's JSON-LD."""
    scripts = [s for s in parsed(text).iter("script") if s.get("type") == "application/ld+json"]
    assert len(scripts) == 1
    return json.loads(scripts[0].text)["@graph"]


def node(text: str, kind: str) -> dict[str, Any]:
    found = [node for node in graph(text) if node["@type"] == kind]
    assert len(found) == 1, f"{len(found)} nodes are {kind}"
    return found[0]


def metas(text: str) -> dict[str, str]:
    """Open Graph and named metas; of several alike the first."""
    found: dict[str, str] = {}
    for meta in parsed(text).iter("meta"):
        name = meta.get("property") or meta.get("name")
        if name:
            found.setdefault(name, meta.get("content"))
    return found
