"""A visitor of the baked pages, as wide and as dark as devices are, with and without script, in both directions."""

import gzip
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from series.models import LiveRevision
from series.models import Page as PublicPage
from series.pages.live import LiveSet
from series.pages.render import render
from series.pages.shown.addresses import link
from tests.factories import live as make
from tests.factories.clips import clip

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.timeout(600)]

HUB = "http://hub.test"
WIDTHS = (360, 768, 1280, 1920)
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".vtt": "text/vtt"}
SAID = ["I started with one bar of soap.", "My neighbour asked for two.", "Now there are a thousand."]
LONGEST = "Dr. Maria-Fernanda del Carmen Gutiérrez-Villanueva y Santos"


@dataclass(eq=False)
class Tree:
    """The public tree and its files, in memory."""

    files: dict[str, bytes]
    pages: dict[str, str]

    def serve(self, route: Route) -> None:
        path = unquote(route.request.url.removeprefix(HUB).split("?")[0].split("#")[0])
        if path.startswith("/static/"):
            body = (Path(settings.BASE_DIR) / path.lstrip("/")).read_bytes()
        elif path.startswith("/media/"):
            body = self.files[Path(path).suffix]
        else:
            body = self.files.get(path, b"")
        suffix = Path(path).suffix
        kinds = {**TYPES, ".jpeg": "image/jpeg", ".webp": "image/webp", ".mp4": "video/mp4"}
        route.fulfill(
            status=200 if body else 404,
            body=body,
            content_type=kinds.get(suffix, "text/html; charset=utf-8"),
        )


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    make.make_live_site()
    make.make_hub_pages()
    causes = (make.make_live_cause("Small business"), make.make_live_cause("Education"))
    arabic = make.make_live_series("شرارات الخير", language="ar", ember="#0f766e", promise="ستون ثانية.")
    person = make.make_live_creator("ليلى الحسن", quote="بدأت بقطعة واحدة.", quote_source="الفيلم نفسه")
    turned = make.make_live_episode(
        series=arabic, creator=person, title="صابون لكل بيت", language="ar", transcript="بدأت بقطعة واحدة."
    )
    series = make.make_live_series()
    resource = make.make_live_resource(series=series.id)
    make.make_live_figure(series=series.id)
    legal = make.make_live_legal(body="Nothing is kept. " * 400)
    names = ("Wilma Hargrove", "Ola Ek", LONGEST)
    episodes = []
    for number, name in enumerate(names):
        creator = make.make_live_creator(name, causes=causes)
        told = {"summary": "Soap was four dollars a bar.", "transcript": " ".join(SAID)}
        episodes.append(
            make.make_live_episode(
                series=series,
                creator=creator,
                causes=causes,
                resources=[resource.id],
                columns={
                    "previous": episodes[-1].id if episodes else None,
                    "related": [e.id for e in episodes],
                },
                **told,
                **({"poster": None} if number == 2 else {}),
            )
        )
    LiveRevision.objects.filter(subject=episodes[0]).update(next=episodes[1].id)
    make.make_correction(episodes[0])
    make.make_correction(turned, "أربعة دولارات، لا خمسة.")
    soon = datetime.now(UTC) + timedelta(days=8)
    teaser = make.make_live_teaser(series=series, premieres_at=soon)
    make.make_live_teaser(series=series, status="delayed", premieres_at=soon + timedelta(days=7))
    return _baked(
        clip(tmp_path / "film.mp4", seconds=4),
        {
            "home": make.make_page("home"),
            "series": _page_of(series),
            "episode": _page_of(episodes[0]),
            "bare": _page_of(episodes[2]),
            "teaser": _page_of(teaser.teaser.episode.subject),
            "creator": _page_of(person_of(LONGEST)),
            "cause": _page_of(causes[0]),
            "upcoming": make.make_page("upcoming"),
            "archive": make.make_page("archive"),
            "resource": _page_of(resource),
            "legal": _page_of(legal),
            "corrections": make.make_page("corrections"),
            "press": make.make_page("press"),
            "arabic": _page_of(turned),
            "arabic-series": _page_of(arabic),
            "404": make.make_page("error_404"),
            "410": make.make_page("error_410"),
            "503": make.make_page("error_503"),
        },
    )


def person_of(name: str):
    return LiveRevision.objects.get(kind="creator", revision__content__name=name).subject


def _page_of(subject) -> PublicPage:
    kinds = ("episode", "series", "creator", "cause", "resource", "legal")
    return PublicPage.objects.get(subject=subject, kind__in=kinds)


def _baked(film: Path, named: dict[str, PublicPage]) -> Tree:
    files = {}
    for page in PublicPage.objects.filter(state="up"):
        body = render(page=page, live=LiveSet())
        if body:
            files[unquote(link(page.path))] = body
    still = Image.effect_noise((720, 1280), 40).convert("RGB")
    for suffix, form in ((".jpeg", "JPEG"), (".webp", "WEBP")):
        out = BytesIO()
        still.resize((180, 320)).resize((720, 1280)).save(out, form, quality=40)
        files[suffix] = out.getvalue()
    cues = [f"00:0{at}.000 --> 00:0{at + 1}.000\n{words}\n" for at, words in enumerate(SAID)]
    files[".vtt"] = ("WEBVTT\n\n" + "\n".join(cues)).encode()
    files[".mp4"] = film.read_bytes()
    return Tree(files=files, pages={name: link(page.path) for name, page in named.items()})


@pytest.fixture
def visit(browser_page: Page, tree: Tree):
    browser_page.context.route(f"{HUB}/**", tree.serve)

    def go(name: str) -> Page:
        browser_page.goto(HUB + tree.pages[name])
        return browser_page

    return go


def keep(page: Page, name: str) -> None:
    folder = os.environ.get("SPARKS_SCREENSHOTS")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_every_page_is_right_in_every_width_and_both_themes(visit, tree: Tree):
    faults = []
    for name in tree.pages:
        page = visit(name)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            found = Axe().run(page).response["violations"]
            faults += [(name, theme, one["id"], [n["html"][:160] for n in one["nodes"]][:3]) for one in found]
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                wide = page.evaluate("document.documentElement.scrollWidth")
                faults += [(name, width, "runs over", wide)] if wide > width else []
                keep(page, f"{name}-{width}-{theme}")
        page.set_viewport_size({"width": 1280, "height": 900})
    assert faults == []


def test_nothing_is_heavier_than_promised_and_nothing_jumps(visit, tree: Tree, browser_page: Page):
    asked: list[tuple[str, int]] = []
    browser_page.on(
        "response", lambda one: asked.append((one.request.resource_type, len(gzip.compress(one.body()))))
    )
    browser_page.add_init_script(
        "window.jumped = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "one => { jumped += one.value; })).observe({type: 'layout-shift', buffered: true});"
    )
    for name in ("home", "series", "episode", "creator", "arabic"):
        asked.clear()
        page = visit(name)
        page.wait_for_load_state("networkidle")
        weight = {kind: sum(size for what, size in asked if what == kind) for kind, _size in asked}
        own = [one for one in asked if one[0] in {"document", "stylesheet", "script", "other"}]
        assert weight["document"] <= 20_000, name
        assert weight["stylesheet"] <= 15_000, name
        assert weight.get("script", 0) <= 12_000, name
        assert len(own) <= 10, (name, own)
        assert page.evaluate("jumped") <= 0.01, name
    assert not browser_page.context.cookies()


def test_the_film_of_the_front_plays_where_it_stands_and_the_next_is_counted_down(visit):
    page = visit("home")
    assert page.locator(".next .count").inner_text() in {"8 days", "7 days"}
    page.get_by_role("link", name="Watch the minute").click()
    film = page.locator(".hero video")
    assert film.get_attribute("src").endswith("/web.mp4")
    assert film.locator("track").get_attribute("srclang") == "en"
    page.get_by_role("link", name="Watch the minute").click()
    page.wait_for_url("**/3-*/")


def test_the_transcript_is_searched_and_leads_into_the_film(visit):
    page = visit("episode")
    field = page.get_by_label("Find words in the transcript")
    field.fill("NEIGHBOUR")
    found = page.locator(".find .found")
    assert found.inner_text() == "Found once"
    page.get_by_role("button", name="Play from there").click()
    page.wait_for_function("document.querySelector('.screen video').currentTime >= 1")
    page.wait_for_function("CSS.highlights.get('spoken')?.size === 1")
    field.fill("a")
    field.press("Enter")
    assert found.inner_text().startswith("2 of ")
    field.fill("pharmacy")
    assert found.inner_text() == "Not said"


def test_arrow_keys_lead_from_one_minute_to_the_next(visit, tree: Tree):
    page = visit("episode")
    page.keyboard.press("ArrowLeft")
    page.get_by_label("Find words in the transcript").press("ArrowRight")
    assert page.url == HUB + tree.pages["episode"]
    page.locator("h1").click()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/2-*/")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/1-*/")


def test_the_film_stands_clear_of_the_credits_however_short_the_story(visit):
    page = visit("bare")
    for height in (500, 900, 1400):
        page.set_viewport_size({"width": 1280, "height": height})
        page.mouse.wheel(0, 5000)
        film = page.locator(".screen").bounding_box()
        roll = page.locator(".credits").bounding_box()
        assert film["y"] + film["height"] <= roll["y"]


def test_without_script_everything_is_there(browser: Browser, tree: Tree):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    context.route(f"{HUB}/**", tree.serve)
    page = context.new_page()
    page.goto(HUB + tree.pages["home"])
    page.get_by_role("link", name="Watch the minute").click()
    assert page.locator(".screen video").count() == 1
    assert page.get_by_text("Now there are a thousand.").is_visible()
    assert not page.locator(".find").is_visible()
    assert page.get_by_role("link", name="WhatsApp").is_visible()
    assert not page.get_by_role("button").all()
    keep(page, "episode-no-script")
    page.emulate_media(media="print")
    keep(page, "episode-print")
    assert not page.locator(".take").is_visible()
    context.close()


def test_the_head_of_a_legal_page_says_it_in_short(visit):
    page = visit("legal")
    assert len(page.locator("meta[name=description]").get_attribute("content")) <= 300
