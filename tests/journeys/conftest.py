"""A real browser against a running desk."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.desk import Desk

# Playwright drives the browser from a loop of its own in this thread, and Django would take it for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
SYSTEM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
DARKEN = "dark => document.documentElement.classList.toggle('dark', dark)"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, else the one that Playwright installed."""
    found = next((path for path in SYSTEM if Path(path).exists()), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def browser_context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def browser_page(browser_context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when a script breaks or the policy stops something."""
    page = browser_context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on(
        "console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None
    )
    yield page
    assert not broken, broken


@pytest.fixture
def take_picture(browser_page: Page):
    """Keeps a picture of the page, in two widths and both themes, where SPARKS_SCREENSHOTS says."""

    def take(name: str) -> None:
        folder = os.environ.get("SPARKS_SCREENSHOTS")
        if not folder:
            return
        for width in (1280, 390):
            for theme in ("light", "dark"):
                browser_page.set_viewport_size({"width": width, "height": 900})
                browser_page.evaluate(
                    "dark => document.documentElement.classList.toggle('dark', dark)", theme == "dark"
                )
                browser_page.wait_for_timeout(150)
                path = Path(folder) / f"{name}-{width}-{theme}.png"
                browser_page.screenshot(path=str(path), full_page=True)
        browser_page.set_viewport_size({"width": 1280, "height": 900})
        browser_page.evaluate("document.documentElement.classList.remove('dark')")

    return take


@pytest.fixture
def desk(browser_page: Page, live_server) -> Desk:
    return Desk(browser_page, live_server.url)
