"""A film is played in a real browser and counted once; who does not want that is not counted; the desk shows it."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, Route

from series.models import DayCount, Tally
from series.models import Page as PublicPage
from series.pages.live import LiveSet
from series.pages.render import render
from series.pages.shown.addresses import link
from tests.factories import live as make
from tests.factories.clips import clip
from tests.series.statistics.numbers import put, tallied

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEWS = "http://news.example"
PLAY = "film => { film.muted = true; return film.play(); }"
GPC = "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });"


class Hub:
    """The public files in memory, before a Django that answers for the rest."""

    def __init__(self, url: str, film: Path) -> None:
        self.url, self.film = url, film.read_bytes()
        make.make_live_site()
        subject = make.make_live_episode(poster=None, captions=[], transcript="")
        make.make_page("home")
        make.make_page("how_we_count")
        self.path = PublicPage.objects.get(subject=subject, kind="episode").path
        self.frame = PublicPage.objects.get(subject=subject, kind="embed").path
        self.files: dict[str, bytes] = {}
        for page in PublicPage.objects.filter(state="up"):
            body = render(page=page, live=LiveSet())
            if body:
                self.files[unquote(link(page.path))] = body
        self.asked: list[str] = []

    def serve(self, route: Route) -> None:
        path = unquote(route.request.url.removeprefix(self.url).split("?")[0])
        if path.endswith(".mp4"):
            self.play(route)
        elif path in self.files:
            kind = "text/css" if path.endswith(".css") else "text/html; charset=utf-8"
            route.fulfill(body=self.files[path], content_type=kind)
        else:
            route.continue_()

    def play(self, route: Route) -> None:
        """A part, when a part is asked for: without that no browser jumps in a film."""
        asked = re.match(r"bytes=(\d+)-(\d*)", route.request.headers.get("range", ""))
        if asked is None:
            return route.fulfill(body=self.film, content_type="video/mp4")
        first, last = int(asked[1]), int(asked[2] or len(self.film) - 1)
        told = {"Content-Range": f"bytes {first}-{last}/{len(self.film)}", "Accept-Ranges": "bytes"}
        body = self.film[first : last + 1]
        return route.fulfill(status=206, body=body, content_type="video/mp4", headers=told)

    def news(self, route: Route) -> None:
        leads = f'<a href="{self.url}{self.path}">A film</a>'
        body = f'<!doctype html>{leads}<iframe src="{self.url}{self.frame}"></iframe>'
        route.fulfill(body=body, content_type="text/html")

    def opened_by(self, context: BrowserContext) -> None:
        context.route(f"{self.url}/**", self.serve)
        context.route(f"{NEWS}/**", self.news)
        context.on("request", lambda request: self.asked.append(request.url))


@pytest.fixture
def hub(live_server, tmp_path) -> Hub:
    return Hub(live_server.url, clip(tmp_path / "film.mp4", seconds=3))


@pytest.fixture
def visitor(hub: Hub, browser_page: Page) -> Page:
    hub.opened_by(browser_page.context)
    return browser_page


@pytest.fixture
def other_visitor(hub: Hub, browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    hub.opened_by(context)
    yield context
    context.close()


def keep(page: Page, name: str) -> None:
    folder = os.environ.get("SPARKS_SCREENSHOTS")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def faults(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page, ".audience").response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found]


def wait_for(page: Page, wanted: dict[tuple[str, str, str], int]) -> None:
    deadline = time.monotonic() + 20
    while (found := tallied()) != wanted:
        assert time.monotonic() < deadline, found
        # Its requests go on meanwhile.
        page.wait_for_timeout(100)


def test_a_film_that_goes_round_is_one_play_and_one_end_and_leaves_nothing_behind(visitor, hub):
    visitor.goto(hub.url + hub.path)
    film = visitor.locator(".screen video")
    film.evaluate("film => { film.loop = true; film.playbackRate = 3; window.rounds = 0; }")
    film.evaluate("film => film.addEventListener('seeked', () => { window.rounds += 1; })")
    film.evaluate(PLAY)
    visitor.wait_for_function("window.rounds > 1")
    film.evaluate("film => film.pause()")
    wait_for(visitor, {(hub.path, "view", ""): 1, (hub.path, "play", ""): 1, (hub.path, "completion", ""): 1})
    assert visitor.context.cookies() == []
    assert visitor.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert visitor.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert [url for url in hub.asked if not url.startswith(hub.url)] == []
    assert [url for url in hub.asked if url.endswith("/count")] == [f"{hub.url}/count"] * 3


def test_a_jump_to_the_end_is_a_play_and_no_end(visitor, hub):
    visitor.goto(hub.url + hub.path)
    film = visitor.locator(".screen video")
    film.evaluate(PLAY)
    film.evaluate("film => { film.currentTime = film.duration - 0.4; }")
    visitor.wait_for_function("document.querySelector('.screen video').ended")
    # An end would be on its way by now.
    visitor.wait_for_timeout(400)
    wait_for(visitor, {(hub.path, "view", ""): 1, (hub.path, "play", ""): 1})


def test_who_comes_from_another_site_brings_its_name_and_plays_there_are_the_films(visitor, hub):
    visitor.goto(f"{NEWS}/a/private/article?reader=7")
    frame = visitor.frame_locator("iframe").locator("video")
    frame.evaluate(PLAY)
    wait_for(visitor, {(hub.frame, "play", ""): 1})
    visitor.get_by_role("link", name="A film").click()
    wait_for(visitor, {(hub.frame, "play", ""): 1, (hub.path, "view", "news.example"): 1})
    assert visitor.context.cookies() == []


def test_a_film_that_plays_on_the_front_is_counted_as_the_film(visitor, hub):
    visitor.goto(hub.url + "/")
    visitor.get_by_role("link", name="Watch the minute").click()
    visitor.locator(".hero video").evaluate(PLAY)
    wait_for(visitor, {("/", "view", ""): 1, (hub.path, "play", ""): 1})


def test_where_it_is_not_wanted_nothing_is_told_and_the_page_is_the_same(hub, other_visitor):
    page = other_visitor.new_page()
    page.add_init_script(GPC)
    page.goto(hub.url + hub.path)
    page.locator(".screen video").evaluate("film => { film.playbackRate = 3; }")
    page.locator(".screen video").evaluate(PLAY)
    page.wait_for_function("document.querySelector('.screen video').ended")
    assert page.get_by_role("heading", level=1).is_visible()
    assert not [url for url in hub.asked if url.endswith("/count")]
    assert not Tally.objects.exists()


def test_without_script_nothing_is_counted_and_the_page_works(hub, browser):
    context = browser.new_context(java_script_enabled=False)
    hub.opened_by(context)
    page = context.new_page()
    page.goto(hub.url + hub.path)
    assert page.locator(".screen video[controls]").is_visible()
    page.get_by_role("link", name="How we count").click()
    assert page.get_by_role("heading", name="How we count").is_visible()
    assert page.get_by_text("We count films, not people.").is_visible()
    assert not Tally.objects.exists()
    context.close()


def test_the_public_page_is_right_in_every_width_and_both_themes(hub, browser):
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    hub.opened_by(context)
    page = context.new_page()
    page.goto(f"{hub.url}/how-we-count/")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        for width in (360, 390, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            keep(page, f"how-we-count-{width}-{theme}")
    context.close()


def test_the_desk_shows_it_and_axe_finds_nothing(hub, desk, browser_page, take_picture):
    desk.sign_in("ben")
    desk.open(reverse("desk-audience"))
    desk.reads("Nothing was counted in these days.")
    take_picture("audience-empty")
    film = PublicPage.objects.get(path=hub.path)
    second = PublicPage.objects.get(subject=make.make_live_episode(title="Bread"), kind="episode")
    long = make.make_live_creator("Dr. Maria-Fernanda del Carmen Gutiérrez-Villanueva y Santos")
    third = PublicPage.objects.get(subject=make.make_live_episode(creator=long), kind="episode")
    for before in range(1, 60):
        for page, plays in ((film, 4000 // (before + 3)), (second, 3 * before), (third, 60 - before)):
            put(DayCount, page, plays, before=before, kind="play")
            put(DayCount, page, plays * 7 // 11, before=before, kind="completion")
            put(DayCount, page, plays * 2, before=before)
        put(DayCount, film, 9, before=before, host="a-rather-long-name-of-a-newspaper.news.example.org")
        put(DayCount, film, 4, before=before, host="other")
    desk.open(reverse("desk-audience"))
    take_picture("audience")
    assert faults(browser_page) == []
    browser_page.locator("summary").click()
    browser_page.get_by_role("link", name="90 days").click()
    take_picture("audience-90")
    browser_page.get_by_role("link", name="12 months").click()
    take_picture("audience-months")
    browser_page.get_by_role("link", name="Bread").click()
    desk.reads("Only Jessie Example: Bread")
    take_picture("audience-one")
    browser_page.evaluate("document.documentElement.classList.add('dark')")
    assert faults(browser_page) == []
    episode = second.subject.episode
    desk.open(reverse("admin:series_episode_change", args=[episode.pk]))
    desk.reads("In the last 28 days: played")
