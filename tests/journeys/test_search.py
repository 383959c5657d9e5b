"""A visitor looks for something that was said, with and without script, and the film starts there."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.factories import live as make
from tests.series.search.corpus import make_corpus

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLAYER = settings.BASE_DIR / "static" / "js" / "player.js"


@pytest.fixture
def hub(live_server):
    corpus = make_corpus()
    make.make_live_legal()
    return live_server.url, corpus


def test_somebody_types_and_walks_to_the_second(hub, browser_page, take_picture):
    url, _corpus = hub
    browser_page.goto(f"{url}/search/")
    take_picture("search-empty")
    browser_page.get_by_role("searchbox").fill("lavander")
    browser_page.locator(".search-now a").first.wait_for()
    assert browser_page.get_by_role("status").text_content() == "1 result"
    browser_page.keyboard.press("ArrowDown")
    assert browser_page.evaluate("document.activeElement.getAttribute('href')").endswith("#t=14")
    take_picture("search-typing")
    browser_page.keyboard.press("Escape")
    assert browser_page.locator(".search-now").is_hidden()
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_url("**/search/?q=lavander")
    assert browser_page.get_by_role("link", name="from 0:14").is_visible()
    take_picture("search-found")
    for words in ("الخبز", "xylophone"):
        browser_page.goto(f"{url}/search/?q={words}")
        take_picture(f"search-{'arabic' if words != 'xylophone' else 'nothing'}")
    for width in (360, 1920):
        browser_page.set_viewport_size({"width": width, "height": 900})
        wide = browser_page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width


def test_axe_finds_nothing(hub, browser):
    url, _corpus = hub
    # axe itself is put in from outside, which the page's policy forbids.
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    for asked in ("", "?q=lavander", "?q=الخبز", "?q=xylophone", f"?q={'x' * 300}"):
        page.goto(f"{url}/search/{asked}")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    context.close()


def test_without_script_the_form_does_the_same(hub, browser):
    url, _corpus = hub
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/search/")
    page.get_by_role("searchbox").fill("libaries")
    page.get_by_role("button", name="Search").click()
    assert page.locator("a[href$='#t=21']").is_visible()
    assert context.cookies() == []
    context.close()


def test_a_film_starts_at_the_second_that_its_address_names(browser_page):
    page = (
        "<!doctype html><div class=screen><video></video></div><script type=module src=/player.js></script>"
    )
    browser_page.route(
        "http://film.test/**", lambda route: route.fulfill(body=page, content_type="text/html")
    )
    browser_page.route("**/player.js", lambda route: route.fulfill(path=PLAYER))
    browser_page.goto("http://film.test/1-soap/#t=14")
    browser_page.wait_for_function("document.querySelector('video').currentTime === 14")
    browser_page.evaluate("location.hash = 't=21'")
    browser_page.wait_for_function("document.querySelector('video').currentTime === 21")
