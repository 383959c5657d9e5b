"""Promise 2: who was invited just now schedules the first film of a season; the page itself counts the presses."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from series.models import Release
from sparks.accounts import invitations
from tests.factories import people, subjects
from tests.journeys.desk import Desk
from tests.series.calendar import stage
from tests.sparks.accounts.door import link_in, newest_letter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_PRESSES = 12
MOST_SECONDS = 120
# Finding a thing on a page that one sees for the first time, reading what stands around it, pointing and pressing.
SECONDS_A_PRESS = 8
PASSWORD = "sixty small seconds"
# A key that activates something ends in a click like the pointer's; a choice in a list is opened and taken.
COUNTER = """
const count = (many) => sessionStorage.setItem("presses", Number(sessionStorage.getItem("presses") || 0) + many);
addEventListener("click", (event) => event.isTrusted && count(1), true);
addEventListener("change", (event) => event.target.matches("select") && count(2), true);
"""


@pytest.fixture
def newcomer(desk: Desk) -> Page:
    """Fay reads her letter, opens her account and stands at the desk for the first time. Only now it counts."""
    invited = invitations.invite(
        email="fay@example.org", roles=["Editor"], zone="Europe/Oslo", by=people.chi()
    )
    assert invitations.send(invited) == ""
    page = desk.page
    desk.open(link_in(newest_letter()))
    page.get_by_label("First name").fill("Fay")
    page.get_by_label("Last name").fill("Lund")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password, once more").fill(PASSWORD)
    page.get_by_role("button", name="Open my account").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    page.add_init_script(COUNTER)
    page.reload()
    return page


def press(what: Locator) -> None:
    """Without scrolling: what a newcomer has to look for below the fold is not found."""
    expect(what).to_be_in_viewport()
    what.click()


@contextmanager
def within_two_minutes(page: Page, *, presses: int) -> Iterator[None]:
    begun = time.monotonic()
    yield
    counted = int(page.evaluate("sessionStorage.getItem('presses')"))
    took = time.monotonic() - begun + counted * SECONDS_A_PRESS
    assert counted == presses <= MOST_PRESSES
    assert took < MOST_SECONDS, took


def no_findings(page: Page) -> None:
    found = Axe().run(page, "#main, main").response["violations"]
    assert not found, [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def a_ready_season(*, seated: bool):
    """Three approved films and their slots, for each other or already in them."""
    subjects.make_site()
    series = subjects.make_series(title="Small sparks", zone=stage.ZONE)
    season = stage.season(weeks=3, series=series)
    for title, slot in zip(["Soap", "Bread at five", "A street reads"], stage.slots(season), strict=True):
        episode = subjects.make_episode(series=series, title=title)
        subjects.approved(episode)
        if seated:
            stage.put(episode.subject, slot)
    return season


def test_the_first_film_of_a_pencilled_season_is_scheduled_from_the_home(desk: Desk, newcomer, take_picture):
    season = a_ready_season(seated=True)
    page = newcomer
    page.reload()
    take_picture("first-home")
    with within_two_minutes(page, presses=2):
        press(page.get_by_role("link", name="Schedule 1. Soap"))
        press(page.get_by_role("button", name="Schedule", exact=True))
        desk.reads("is scheduled for")
    assert Release.objects.get(slot=season.slots.first()).state == "scheduled"


def test_the_first_film_of_a_season_with_open_slots_is_seated_and_scheduled(
    desk: Desk, newcomer, take_picture
):
    season = a_ready_season(seated=False)
    page = newcomer
    page.reload()
    take_picture("first-home-open")
    no_findings(page)
    with within_two_minutes(page, presses=5):
        press(page.get_by_role("link", name="Put an episode into slot 1"))
        press(page.get_by_role("link", name="1. Soap"))
        desk.reads("nowhere: it is new")
        press(page.get_by_role("button", name="Fill it"))
        press(page.get_by_role("link", name="Schedule it"))
        press(page.get_by_role("button", name="Schedule", exact=True))
        desk.reads("is scheduled for")
    assert Release.objects.get(slot=season.slots.first()).state == "scheduled"


def test_it_is_found_through_the_calendar_too_and_by_keyboard(desk: Desk, newcomer, take_picture):
    season = a_ready_season(seated=False)
    page = newcomer
    page.reload()
    with within_two_minutes(page, presses=8):
        press(page.get_by_role("link", name="Calendar", exact=True).first)
        page.get_by_role("link", name="Next", exact=True).focus()
        page.keyboard.press("Enter")
        slot = page.locator(".cal-main .cal-entry", has_text="Slot 1")
        expect(slot).to_be_visible()
        slot.press("Enter")
        expect(page.get_by_role("heading", name="Fill it")).to_be_visible()
        take_picture("first-slot")
        no_findings(page)
        page.get_by_role("link", name="1. Soap").press("Enter")
        page.get_by_role("button", name="Fill it").press("Enter")
        expect(page.get_by_role("link", name="Schedule it")).to_be_visible()
        take_picture("first-filled")
        no_findings(page)
        page.locator(".cal-main .cal-entry", has_text="Soap").press("Enter")
        expect(page.get_by_role("link", name="Schedule it")).to_be_visible()
        take_picture("first-entry")
        no_findings(page)
        page.get_by_role("link", name="Schedule it").press("Enter")
        page.get_by_role("button", name="Schedule", exact=True).press("Enter")
        desk.reads("is scheduled for")
    assert Release.objects.get(slot=season.slots.first()).state == "scheduled"
