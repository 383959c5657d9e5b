"""Every public page by keyboard alone, enlarged to 400 %, with text spread out, and in a person's own colours."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.factories import live as make
from tests.journeys.test_visitor_looks_around import HUB, Tree, tree, visit
from tests.series.search.corpus import make_corpus

__all__ = ["tree", "visit"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

# A page of more stops than this would be no page for a keyboard.
STOPS = 150
# What can be stopped at, but for what is hidden and the others of a group of radio buttons.
REACHABLE = """[...document.querySelectorAll(
    'a[href], button, input, textarea, select, summary, video[controls], [tabindex="0"]')]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.tabIndex >= 0
    && !(one.type === 'radio' && !one.checked)).length"""
# Where the focus is, whether it is seen, and whether it is in the window and not behind something.
FOCUSED = """(() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  window.stops ??= new Map();
  const again = stops.has(one);
  if (!again) stops.set(one, stops.size);
  const box = one.getBoundingClientRect();
  const marked = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  // A choice is marked together with its words.
  const seen = one.matches('video') || [one, one.closest('label')].some(it => it && marked(getComputedStyle(it)));
  return {place: stops.get(one), again, seen, inside, html: one.outerHTML.slice(0, 120)};
})()"""
SPACED = """(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;'
    + ' word-spacing: .16em !important } p { margin-block-end: 2em !important }');
  document.adoptedStyleSheets = [sheet];
})()"""
# Text that is cut off: not where a line clamp says so, for the whole stands on the page that it leads to.
CUT = """[...document.querySelectorAll('h1, h2, h3, p, a, button, dt, dd, label, li, span')]
  .filter(one => one.checkVisibility() && getComputedStyle(one).overflowX === 'hidden'
    && !one.closest('.hidden-text') && getComputedStyle(one).webkitLineClamp === 'none'
    && one.innerText.trim() && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.outerHTML.slice(0, 120))"""


def walk(page: Page) -> tuple[int, list[str]]:
    """Press Tab to the end of the page: how many stops there are, and what is wrong with any of them."""
    faults, last = [], -1
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is None or (at["again"] and at["place"] < last):
            return last + 1, faults
        last = at["place"]
        faults += [f"not seen: {at['html']}"] if not at["seen"] else []
        faults += [f"out of sight: {at['html']}"] if not at["inside"] else []
    return last + 1, [*faults, "there is no end"]


def test_every_page_is_walked_by_keyboard_from_its_first_stop_to_its_last(visit, tree: Tree):
    wrong = []
    for name in tree.pages:
        page = visit(name)
        reachable = page.evaluate(REACHABLE)
        stops, faults = walk(page)
        wrong += [(name, fault) for fault in faults]
        wrong += [(name, f"{stops} of {reachable} reached")] if stops < reachable else []
    assert wrong == []


def test_the_first_stop_leads_past_the_head_to_the_content(visit):
    page = visit("home")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


def reach(page: Page, name: str) -> None:
    """Tab until that link, button or field has the focus."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "(one => one.labels?.[0]?.innerText ?? one.getAttribute('aria-label') ?? one.innerText)"
            "(document.activeElement)"
        )
        if (said or "").strip().startswith(name):
            return
    raise AssertionError(f"nobody reaches “{name}” with the keyboard")


def test_the_way_from_the_home_to_a_film_its_transcript_and_its_person(visit, tree: Tree):
    page = visit("home")
    reach(page, "Watch the minute")
    page.keyboard.press("Enter")
    assert page.locator(".hero video").count() == 1
    reach(page, "Watch the minute")
    page.keyboard.press("Enter")
    page.wait_for_url("**/3-*/")
    page = visit("episode")
    reach(page, "Find words in the transcript")
    page.keyboard.type("neighbour")
    reach(page, "Play from there")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.screen video').currentTime >= 1")
    reach(page, "Wilma Hargrove")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/**")
    assert page.url.startswith(HUB)


def test_search_and_newsletter_by_keyboard(browser_page: Page, live_server):
    make_corpus()
    make.make_live_legal()
    browser_page.goto(f"{live_server.url}/search/")
    # The field has the focus already; a person types at once.
    browser_page.keyboard.type("lavander")
    browser_page.locator(".search-now a").first.wait_for()
    browser_page.keyboard.press("ArrowDown")
    assert browser_page.evaluate("!!document.activeElement.closest('.search-now')")
    browser_page.keyboard.press("Escape")
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_url("**/search/?q=lavander")
    assert walk(browser_page)[1] == []
    browser_page.goto(f"{live_server.url}/newsletter/")
    reach(browser_page, "Your e-mail address")
    browser_page.keyboard.type("not an address")
    reach(browser_page, "Write to me")
    browser_page.keyboard.press("Enter")
    browser_page.get_by_role("alert").wait_for()
    assert walk(browser_page)[1] == []


def test_nothing_runs_over_or_is_cut_at_400_percent_and_with_text_spread_out(visit, tree: Tree):
    wrong = []
    for name in tree.pages:
        page = visit(name)
        # 1,280 pixels at 400 %.
        page.set_viewport_size({"width": 320, "height": 256})
        for spaced in (False, True):
            if spaced:
                page.evaluate(SPACED)
            wide = page.evaluate("document.documentElement.scrollWidth")
            wrong += [(name, "spaced" if spaced else "enlarged", wide)] if wide > 320 else []
            wrong += [(name, "cut", cut) for cut in page.evaluate(CUT)]
        keep(page, f"{name}-320-spaced")
    assert wrong == []


def test_in_a_persons_own_colours_every_page_can_be_used(visit, tree: Tree):
    for name in ("home", "episode", "series", "press"):
        page = visit(name)
        page.emulate_media(forced_colors="active")
        keep(page, f"{name}-forced")
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED)["seen"]
        page.emulate_media(forced_colors="none")


def keep(page: Page, name: str) -> None:
    folder = os.environ.get("SPARKS_SCREENSHOTS")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
