"""An editor looks at a film's page before it is public and shows it to the person in it, who answers; in a browser."""

import os
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from series.models import PreviewAnswer, PreviewLink
from tests.factories import people, previews, subjects
from tests.journeys.desk import Desk
from tests.series.admin.pages import act_url, change, listing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def episode():
    subjects.make_site(tagline="One minute, one person")
    creator = subjects.make_creator(name="Wilma Hargrove", initiative="Country Lather", place="Elk Ridge")
    return subjects.make_episode(
        series=subjects.make_series(title="Small sparks"),
        creator=creator,
        title="The soap that paid the rent",
    )


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Somebody else's server, which notes what it is told about where visitors come from."""
    seen: list[dict[str, str]] = []

    class Notes(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(dict(self.headers))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"elsewhere")

        def log_message(self, *words: object) -> None:
            """Silent."""

    server = HTTPServer(("127.0.0.1", 0), Notes)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/post", seen
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def outsider(browser: Browser) -> Iterator[Page]:
    """A phone without an account, without cookies and without script."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def accessible(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()


def take_outside(browser: Browser, address: str, name: str) -> None:
    """A look at the accessibility of a page without an account, and its pictures in two widths and both themes."""
    folder = os.environ.get("SPARKS_SCREENSHOTS")
    looks = [(width, theme) for width in (1280, 390) for theme in ("light", "dark")]
    for width, theme in looks if folder else looks[:1]:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
        page = context.new_page()
        page.goto(address)
        if folder:
            page.wait_for_timeout(300)
            page.screenshot(path=str(Path(folder) / f"{name}-{width}-{theme}.png"), full_page=True)
        if width == 1280:
            accessible(page)
        context.close()


def test_an_editor_previews_shares_and_revokes_and_wilma_answers(
    desk: Desk, browser: Browser, outsider: Page, episode, take_picture
):
    previews.submitted(episode)
    desk.sign_in("ana")
    page = desk.page
    desk.open(change(episode))
    take_picture("working-copy")
    page.get_by_role("link", name="Preview", exact=True).click()
    desk.reads("The working copy as it stands now.")
    page.get_by_role("link", name="Preview revision 1, the newest").click()
    frames = page.locator("iframe")
    expect(frames).to_have_count(2)
    for place, colour in ((0, "rgb(251, 247, 246)"), (1, "rgb(17, 13, 12)")):
        inside = frames.nth(place).content_frame
        expect(inside.get_by_role("heading", name="Wilma Hargrove", level=1)).to_be_visible()
        expect(inside.locator("body")).to_have_css("background-color", colour)
        film = inside.locator("video")
        film.evaluate("film => { film.preload = 'auto'; film.load() }")
        page.wait_for_function(
            "place => document.querySelectorAll('iframe')[place].contentDocument.querySelector('video').readyState > 1",
            arg=place,
        )
        # The captions come from our own origin, or they would be refused in a sandbox.
        assert film.evaluate(
            """film => new Promise(done => {
                const track = film.querySelector("track");
                track.addEventListener("load", () => done(track.track.cues.length));
                track.addEventListener("error", () => done(0));
                track.track.mode = "hidden";
                if (track.readyState > 1) done(track.track.cues.length);
            })"""
        )
    accessible(page)
    take_picture("preview")
    page.get_by_role("link", name="Desktop").click()
    page.get_by_role("link", name="Dark", exact=True).click()
    expect(frames).to_have_count(1)
    inside = frames.first.content_frame
    assert inside.locator("html").evaluate("e => e.clientWidth") == 1280
    take_picture("preview-desktop")

    page.get_by_role("link", name="Share a preview").click()
    page.get_by_label("For whom").fill("Wilma Hargrove")
    page.get_by_label("To approve the cut").check()
    accessible(page)
    take_picture("share")
    page.get_by_role("button", name="Make the link").click()
    address = page.locator("#preview-address").input_value()
    accessible(page)
    take_picture("shared")
    assert re.fullmatch(r"http://hub\.test/preview/[\w-]{43}/", address)
    address = address.replace("http://hub.test", desk.url)

    take_outside(browser, address, "outside")
    outsider.goto(address)
    expect(outsider.locator("iframe").content_frame.get_by_role("heading", level=1)).to_have_text(
        "Wilma Hargrove"
    )
    outsider.get_by_role("button", name="Send the answer").click()
    expect(outsider.locator("body")).to_contain_text("Choose one of the two.")
    outsider.get_by_label("Please change something").check()
    outsider.get_by_label("What should change").fill(
        "My workshop is called Country Lather, with a capital L."
    )
    outsider.get_by_label("Where in the film").fill("0:01")
    outsider.get_by_role("button", name="Send the answer").click()
    expect(outsider.locator("body")).to_contain_text("You asked for changes in this version")
    assert outsider.context.cookies() == []
    take_outside(browser, address, "outside-answered")
    assert PreviewAnswer.objects.get().film_seconds == 1

    desk.open(reverse("admin:index"))
    desk.open(change(episode))
    desk.reads("with a capital L.")
    take_picture("working-copy-answered")
    desk.open(listing(PreviewLink))
    desk.reads("Wilma Hargrove")
    take_picture("links")
    link = PreviewLink.objects.get()
    desk.open(change(link))
    accessible(page)
    take_picture("link")
    desk.open(act_url(link, "revoke"))
    desk.press("Revoke this link")
    desk.reads("The link for Wilma Hargrove is revoked.")
    response = outsider.goto(address)
    assert response is not None
    assert response.status == 404
    expect(outsider.locator("h1")).to_have_text("Nothing is shown at this address")
    take_outside(browser, address, "nothing")


def test_X1_a_link_away_from_the_preview_tells_nobody_where_it_was(
    browser: Browser, live_server, episode, elsewhere
):
    address, seen = elsewhere
    episode.post_url = address
    episode.save()
    _link, token = previews.shared(previews.submitted(episode))
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[tuple[str, str | None]] = []
    context.on("request", lambda request: asked.append((request.url, request.headers.get("referer"))))
    for start in (previews.door(token), reverse("preview-page", args=[token])):
        page.goto(live_server.url + start)
        inside = page.frames[-1]
        with context.expect_page() as opened:
            inside.get_by_role("link", name="The post on its platform").press("Enter")
        opened.value.wait_for_load_state()
        assert opened.value.url == address
        opened.value.close()
    assert len(seen) >= 2
    told = " ".join(f"{headers}" for headers in seen)
    assert token not in told
    assert live_server.url not in told
    assert [referer for _url, referer in asked if referer and referer.startswith(live_server.url)] == []
    assert [url for url, _referer in asked if token in url and not url.startswith(live_server.url)] == []
    context.close()


def test_a_visit_in_arabic_runs_from_right_to_left_and_is_whole_at_390_pixels(
    browser: Browser, live_server, episode, monkeypatch
):
    monkeypatch.setattr("series.previews.door.interface_language", lambda language: language)
    _link, token = previews.shared(previews.submitted(episode), purpose="approve", by=people.ana())
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="ar")
    page = context.new_page()
    page.goto(live_server.url + previews.door(token))
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if folder := os.environ.get("SPARKS_SCREENSHOTS"):
        page.screenshot(path=str(Path(folder) / "outside-rtl-390.png"), full_page=True)
    context.close()
