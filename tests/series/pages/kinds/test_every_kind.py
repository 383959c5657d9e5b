"""What holds for every kind of page alike."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from series.models import Page
from series.pages.kinds import KINDS
from series.pages.live import LiveSet
from series.pages.paths import TABLE
from series.pages.render import render
from tests.factories import live as make
from tests.series.pages.conftest import graph, metas, parsed

ERRORS = frozenset({"error_404", "error_410", "error_503"})
HTML = sorted(kind for kind, module in KINDS.items() if hasattr(module, "TEMPLATE"))


def test_every_path_of_the_table_has_its_kind():
    assert set(KINDS) == set(TABLE)


def html_pages(*, without: frozenset[str] = frozenset()) -> list[Page]:
    return list(Page.objects.filter(kind__in=set(HTML) - without, state="up"))


def test_the_same_rows_give_the_same_bytes(hub):
    for page in Page.objects.filter(state="up"):
        body = render(page=page, live=LiveSet())
        assert body, page
        assert body == render(page=page, live=LiveSet()), page
    assert set(Page.objects.filter(state="up").values_list("kind", flat=True)) == set(TABLE)


def test_html_parses_without_a_single_fault(hub, rendered):
    for page in html_pages():
        tree = parsed(rendered(page))
        assert len(list(tree.iter("h1"))) == 1, page
        assert len(list(tree.iter("main"))) == 1, page
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), page


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(hub, rendered):
    for page in html_pages():
        for element in parsed(rendered(page)).iter():
            if not isinstance(element.tag, str):
                continue
            assert element.tag != "style"
            assert (
                element.tag != "script" or element.get("src") or element.get("type") == "application/ld+json"
            )
            assert not [name for name in element.keys() if name == "style" or name.startswith("on")]  # noqa: SIM118
            loaded = element.get("src") or element.get("poster") or ""
            if element.tag == "link" and element.get("rel") in {"stylesheet", "icon", "preload"}:
                loaded = element.get("href")
            assert loaded == "" or (loaded.startswith("/") and not loaded.startswith("//")), page


def test_the_canonical_address_is_absolute_and_the_title_is_said(hub, rendered):
    for page in html_pages(without=ERRORS):
        text = rendered(page)
        tree = parsed(text)
        assert next(tree.iter("title")).text.strip()
        canonical = [link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"]
        if page.kind == "embed":
            assert canonical == [
                f"http://hub.test{Page.objects.get(subject=page.subject, kind='episode').path}"
            ]
        else:
            assert canonical == [f"http://hub.test{page.path}"] == [metas(text)["og:url"]]


def test_errors_and_embeds_are_not_indexed(hub, rendered):
    for page in Page.objects.filter(kind__in=[*ERRORS, "embed"]):
        assert metas(rendered(page))["robots"] == "noindex"


def test_every_page_says_where_it_stands(hub, rendered):
    for page in html_pages(without=ERRORS | {"embed"}):
        kinds = [node["@type"] for node in graph(rendered(page))]
        assert kinds.count("WebSite") == 1
        assert kinds.count("BreadcrumbList") == (0 if page.kind == "home" else 1), page


def test_every_time_shown_is_in_utc_for_machines_and_names_its_zone_for_people(hub, rendered):
    seen = 0
    for page in html_pages():
        for time in parsed(rendered(page)).iter("time"):
            stamp, words = time.get("datetime"), time.text
            assert stamp.endswith("Z") or len(stamp) == len("2026-03-01")
            assert ":" not in words or "UTC" in words
            seen += 1
    assert seen > 20


def test_every_page_costs_the_same_queries_with_one_episode_and_with_thirty(hub):
    before = queries()
    for _ in range(27):
        make.make_live_episode(
            series=hub.series, creator=hub.creator, causes=(hub.cause,), columns={"related": [hub.first.id]}
        )
        make.make_live_teaser(series=hub.series)
    for _ in range(5):
        make.make_live_series()
        make.make_live_cause()
        make.make_live_creator()
    assert queries() == before
    assert max(before.values()) <= 8


def queries() -> dict[str, int]:
    """What the first page of each kind costs."""
    costs: dict[str, int] = {}
    for kind in TABLE:
        page = Page.objects.filter(kind=kind, state="up").order_by("id").first()
        with CaptureQueriesContext(connection) as counted:
            render(page=page, live=LiveSet())
        costs[kind] = len(counted)
    return costs


def test_a_page_whose_subject_is_not_public_has_nothing_to_show(db):
    subject = make.make_episode(
        series=make.make_live_series(), creator=make.make_live_creator(), title="Not public"
    )
    for kind in set(TABLE) - set(make.HUB_PAGES):
        page = Page(path="/somewhere/", kind=kind, key="7", subject=subject)
        assert render(page=page, live=LiveSet()) is None, kind


def test_an_empty_hub_is_whole(db, rendered):
    for kind, page in make.make_hub_pages().items():
        text = rendered(page)
        if kind in HTML:
            parsed(text)


def test_a_part_that_does_not_exist_has_nothing_to_show(hub):
    for kind in ("archive_part", "people_part", "sitemap_part", "api_part"):
        for key in ("0", "-1", "x", "", "99"):
            assert render(page=Page(path="/somewhere/", kind=kind, key=key), live=LiveSet()) is None
