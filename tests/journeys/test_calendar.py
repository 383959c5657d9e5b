"""An editor moves a season about on the calendar by pointer, keyboard and forms; she sees it first and undoes it."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from series.models import Release
from sparks.accounts.models import User
from tests.factories import people, subjects
from tests.journeys.desk import Desk
from tests.series.calendar import stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def no_findings(page: Page) -> None:
    found = Axe().run(page, ".cal").response["violations"]
    assert not found, [
        (one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"]) for one in found
    ]


@pytest.fixture
def season():
    """Weekly films, an open slot, one in reserve, one near and not ready, one held, a consent that ends."""
    subjects.make_site()
    series = subjects.make_series(title="Small sparks", zone=stage.ZONE)
    made = stage.season(weeks=4, series=series)
    titles = ["Soap", "Toddlers can read", "For veterans' health care"]
    films = [stage.film(series, title=title) for title in titles]
    for film, slot in zip(films, stage.slots(made), strict=False):
        stage.put(film, slot)
    spare = subjects.make_episode(series=series, title="A restaurant saved by its street")
    subjects.approved(spare)
    day = (made.slots.first().instant - timedelta(days=2)).replace(microsecond=0)
    subjects.scheduled(subjects.make_episode(title="The bakery at the end of the line"))
    held = subjects.due(subjects.make_episode(title="Held back"))
    Release.objects.filter(pk=held.pk).update(
        state="held", hold_reason="Captions in the film's language (en) are missing.", instant=day
    )
    subjects.planned(subjects.make_episode(complete=False, title="Near and not ready"), seconds=9000)
    creator = subjects.make_creator(name="Nadia Example", consent=False)
    subjects.make_consent(creator, valid_until=day.date())
    User.objects.filter(pk=people.ana().pk).update(zone="Europe/Paris")
    return made


def view(name: str, **more: str) -> str:
    return (
        reverse("desk-calendar")
        + f"?view={name}&at={stage.first_day()}"
        + "".join(f"&{key}={value}" for key, value in more.items())
    )


def entry(page: Page, title: str):
    return page.locator(".cal-main .cal-entry", has_text=title)


def drag(page: Page, source, target) -> None:
    source.hover()
    page.mouse.down()
    box = target.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 6, steps=6)


def test_a_season_is_moved_about_on_the_calendar(desk: Desk, season, take_picture):
    page = desk.page
    desk.sign_in("ana")
    page.get_by_role("link", name="Calendar", exact=True).first.click()
    expect(page.get_by_role("heading", name="Calendar")).to_be_visible()
    no_findings(page)
    desk.open(view("month"))
    take_picture("month")
    no_findings(page)

    # By pointer: a film to the day after.
    first = entry(page, "Soap")
    day = stage.first_day() + timedelta(days=1)
    drag(page, first, page.locator(f'[data-day="{day}"]'))
    expect(page.locator(".cal-ghost")).to_contain_text("Move to Friday")
    page.mouse.up()
    expect(page.get_by_role("heading", name="1 thing moves")).to_be_visible()
    take_picture("confirm")
    no_findings(page)
    page.get_by_label("Reason").fill("The hall is taken.")
    page.get_by_role("button", name="Move it").click()
    desk.reads("1. Soap: moved.")
    assert stage.walls(season)[0].startswith(f"1 {day:%m-%d}")
    take_picture("undo")
    page.get_by_role("button", name="Undo").click()
    desk.reads("Undone:")
    assert stage.walls(season)[0].startswith(f"1 {stage.first_day():%m-%d}")

    # By keyboard: two films on, and then not after all; then really, with all that follow.
    film = entry(page, "Toddlers can read")
    film.focus()
    page.keyboard.press("Space")
    expect(page.locator("#cal-live")).to_contain_text("picked up")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#cal-live")).to_contain_text("8 days later")
    page.keyboard.press("Escape")
    expect(page.locator("#cal-live")).to_contain_text("Put back")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 thing moves")).to_be_visible()
    page.get_by_label("This one and all that follow in its season").check()
    page.get_by_role("button", name="Show it again").click()
    expect(page.get_by_role("heading", name="3 things move")).to_be_visible()
    take_picture("confirm-following")
    no_findings(page)
    page.get_by_role("button", name="Move it").click()
    desk.reads("moved, with all that follow")
    assert [row.split()[0] for row in stage.walls(season)] == ["1", "2", "3", "-"]

    # One film onto another: they trade places. The reserve into the open slot.
    desk.open(view("agenda"))
    take_picture("agenda")
    no_findings(page)
    drag(page, entry(page, "Soap"), entry(page, "For veterans"))
    expect(page.locator(".cal-ghost")).to_contain_text("Swap with 3.")
    page.mouse.up()
    page.get_by_role("button", name="Swap them").click()
    desk.reads("traded places")
    drag(page, page.locator("[data-reserve]"), entry(page, "Slot 4"))
    expect(page.locator(".cal-ghost")).to_contain_text("Put into Slot 4")
    page.mouse.up()
    page.get_by_role("button", name="Fill it").click()
    desk.reads("pencilled into an open slot")
    assert [row.split()[0] for row in stage.walls(season)] == ["3", "2", "1", "4"]


def test_all_of_it_by_plain_forms_without_script(desk: Desk, season, browser, live_server, take_picture):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    plain = Desk(context.new_page(), live_server.url)
    page = plain.page
    plain.sign_in("ana")
    plain.open(view("agenda"))
    entry(page, "Soap").click()
    page.locator("input[name=date]").fill(str(stage.first_day() + timedelta(days=2)))
    page.locator("form", has=page.locator("input[name=date]")).get_by_role("button").click()
    page.get_by_role("button", name="Move it").click()
    assert "1. Soap: moved." in page.content()
    page.get_by_role("button", name="Undo").click()
    assert "Undone:" in page.content()
    context.close()
    assert stage.walls(season)[0].startswith(f"1 {stage.first_day():%m-%d}")

    desk.sign_in("ana")
    desk.open(view("agenda"))
    entry(desk.page, "Soap").click()
    desk.reads("Trade places with")
    take_picture("entry")
    no_findings(desk.page)


def test_the_calendar_looks_right_in_a_week_in_arabic_and_to_an_auditor(desk: Desk, season, take_picture):
    page = desk.page
    desk.sign_in("ana")
    desk.open(view("week", zone="series"))
    desk.reads(f"All times in {stage.ZONE}.")
    take_picture("week")
    no_findings(page)
    desk.open(reverse("desk-calendar"))
    take_picture("now")
    desk.open(reverse("desk-calendar-addresses"))
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("textbox", name="Address")).to_have_value(
        re.compile(r"/desk-calendar/[\w-]{43}\.ics$")
    )
    take_picture("addresses")
    no_findings(page)

    page.context.set_extra_http_headers({"Accept-Language": "ar"})
    desk.open(view("month"))
    assert page.locator("html").get_attribute("dir") == "rtl"
    take_picture("month-rtl")
    film = entry(page, "Soap")
    film.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"days=1&"))
    page.context.set_extra_http_headers({"Accept-Language": "en"})

    desk.sign_in("dov")
    desk.open(view("month"))
    assert page.locator("[data-move]").count() == 0
