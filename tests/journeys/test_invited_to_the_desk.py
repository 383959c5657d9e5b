"""Somebody new: invited by mail, a password, a second factor, and the desk; and how they come in the next day."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page, expect

from series.models import Episode
from sparks.accounts.models import Invitation
from tests.factories import people
from tests.journeys.desk import Desk
from tests.series.admin.pages import add, listing
from tests.sparks.accounts.door import code_of, link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FAY = "fay@example.org"
PASSWORD = "sixty small seconds"


@pytest.fixture
def virtual_key(browser_page: Page) -> None:
    """A device that makes passkeys and whose owner always nods."""
    devtools = browser_page.context.new_cdp_session(browser_page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def no_faults(page: Page) -> None:
    page.wait_for_load_state()
    expect(page.locator("h1")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert found == [], [(one["id"], one["nodes"][0]["html"]) for one in found]


def looked_at(page: Page, take_picture, name: str) -> None:
    no_faults(page)
    take_picture(f"signin-{name}")


def sign_in(desk: Desk, name: str) -> None:
    desk.page.get_by_label("Username or e-mail address").fill(name)
    desk.page.get_by_label("Password", exact=True).fill(PASSWORD)
    desk.page.get_by_role("button", name="Go on").click()


def test_X5_from_an_invitation_to_the_desk_with_an_app_and_back_with_a_recovery_code(
    desk: Desk, settings, take_picture
):
    page = desk.page
    desk.sign_in("chi")
    desk.open(add(Invitation))
    take_picture("signin-invite")
    page.get_by_label("E-mail address").fill(FAY)
    page.get_by_label("Editor", exact=True).check()
    page.get_by_label("Time zone").fill("Europe/Oslo")
    desk.save()
    desk.reads("the letter is on its way")
    take_picture("signin-invitations")
    page.context.clear_cookies()

    settings.REQUIRE_SECOND_FACTOR = True
    desk.open(link_in(mail.outbox[-1]))
    desk.reads("Chi asks you to join as Editor.")
    looked_at(page, take_picture, "invitation")
    page.get_by_label("First name").fill("Fay")
    page.get_by_label("Last name").fill("Lund")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Oslo")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password, once more").fill("something else entirely")
    page.get_by_role("button", name="Open my account").click()
    desk.reads("The two are not the same.")
    looked_at(page, take_picture, "invitation-wrong")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password, once more").fill(PASSWORD)
    page.get_by_role("button", name="Open my account").click()

    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    looked_at(page, take_picture, "set-up")
    page.get_by_role("link", name="Use an app").click()
    looked_at(page, take_picture, "app")
    page.get_by_text("It can't be scanned?").click()
    secret = page.locator(".key").inner_text()
    page.get_by_label("The six digits").fill(code_of(secret))
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("heading", name="Keep these codes")).to_be_visible()
    looked_at(page, take_picture, "codes")
    codes = page.locator(".codes code").all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download them").click()
    assert download.value.path().read_text().split() == codes
    page.get_by_role("link", name="to the desk").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()

    page.context.clear_cookies()
    desk.open(listing(Episode))
    looked_at(page, take_picture, "door")
    sign_in(desk, "fay")
    expect(page.get_by_role("heading", name="And your second factor")).to_be_visible()
    looked_at(page, take_picture, "factor")
    page.get_by_label("Code from your app").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    desk.reads("That code is not right")
    page.get_by_label("Code from your app").fill(codes[0])
    page.keyboard.press("Enter")
    page.wait_for_url(desk.url + listing(Episode))
    page.goto(desk.url + reverse("account"))
    expect(page.get_by_role("heading", name="Fay Lund")).to_be_visible()
    looked_at(page, take_picture, "account")


def test_a_passkey_is_made_and_lets_its_owner_in_by_itself(desk: Desk, settings, virtual_key, take_picture):
    settings.REQUIRE_SECOND_FACTOR = True
    page = desk.page
    people.ana()
    page.goto(desk.url + reverse("admin:index"))
    page.get_by_label("Username or e-mail address").fill("ana")
    page.get_by_label("Password", exact=True).fill(people.PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Add a passkey").click()
    looked_at(page, take_picture, "passkey")
    page.get_by_label("Name").fill("Ana's laptop")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Keep these codes")).to_be_visible()
    page.get_by_role("link", name="to the desk").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()

    page.context.clear_cookies()
    page.goto(desk.url + reverse("admin:index"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()

    page.context.clear_cookies()
    page.goto(desk.url + reverse("admin:index"))
    page.get_by_label("Username or e-mail address").fill("ana")
    page.get_by_label("Password", exact=True).fill(people.PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    page.goto(desk.url + reverse("mfa_index"))
    desk.reads("Ana's laptop")
    looked_at(page, take_picture, "factors")
    page.get_by_role("link", name=re.compile("Remove")).click()
    looked_at(page, take_picture, "remove")


def test_the_door_stands_the_other_way_round_where_one_reads_from_the_right(
    desk: Desk, settings, take_picture
):
    settings.LANGUAGE_CODE = "ar"
    page = desk.page
    page.context.set_extra_http_headers({"Accept-Language": "ar"})
    page.goto(desk.url + reverse("account_login"))
    assert page.locator("html").get_attribute("dir") == "rtl"
    looked_at(page, take_picture, "rtl")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
