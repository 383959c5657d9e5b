"""A reader asks for the newsletter, confirms, chooses, gets a mail and leaves; without script and without a cookie."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import Browser, Page, expect

from series.newsletter.letters import send_letters
from series.newsletter.models import Subscriber
from series.newsletter.sending.run import send_due
from series.pages.live import LiveSet
from series.pages.render import render
from tests.factories import live
from tests.factories.readers import planned

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATH = re.compile(r"http://hub\.test(/newsletter/\S+)")


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    context.set_default_timeout(20_000)
    yield context.new_page()
    assert context.cookies() == []
    context.close()


@pytest.fixture
def judge(browser: Browser) -> Iterator[Page]:
    """Where axe runs: it asks for the stylesheets itself, which the pages' policy allows nobody."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True)
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("SPARKS_SCREENSHOTS")
    for scheme in ("light", "dark") if folder else ():
        for width in (390, 1280):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 844})
            page.screenshot(path=str(Path(folder or "") / f"{name}-{width}-{scheme}.png"), full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})


def test_from_the_form_to_the_mail_and_out_again(reader: Page, judge: Page, live_server, settings):
    live.make_live_site()
    series, cause = live.make_live_series("Sparks of Good"), live.make_live_cause("Small business")
    live.make_live_series("A second series with quite a long name that has to go over two lines")
    reader.goto(f"{live_server.url}/newsletter/")
    picture(reader, "form")
    reader.get_by_label("Your e-mail address").fill("not an address")
    reader.get_by_role("button", name="Write to me").click()
    expect(reader.get_by_role("alert")).to_contain_text("no whole e-mail address")
    picture(reader, "refused")
    reader.get_by_label("Your e-mail address").fill("reader@example.org")
    reader.get_by_text("Only what I choose").click()
    reader.get_by_text("Small business").click()
    picture(reader, "chosen")
    reader.get_by_role("button", name="Write to me").click()
    expect(reader.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    picture(reader, "asked")

    send_letters()
    reader.goto(live_server.url + path_in(mail.outbox[0].body))
    picture(reader, "confirm")
    assert Subscriber.objects.get().state == "pending"
    reader.get_by_role("button", name="Yes, write to me").click()
    expect(reader.get_by_role("heading", name="What you get")).to_be_visible()
    expect(reader.get_by_label("Small business")).to_be_checked()
    picture(reader, "yours")

    planned(
        live.make_live_episode(series=series, causes=(cause,), number=3, title="The soap that paid the rent")
    )
    assert send_due() == 1
    got = mail.outbox[-1].message()
    judge.set_content(got.get_body(("html",)).get_content())
    assert Axe().run(judge).violations_count == 0, Axe().run(judge).generate_report()
    picture(judge, "mail")

    leave = got["List-Unsubscribe"].strip("<>").removeprefix("http://hub.test")
    for shown in ("/newsletter/", "/newsletter/asked/", leave, leave.replace("leave", "yours")):
        judge.goto(live_server.url + shown)
        for scheme in ("light", "dark"):
            judge.emulate_media(color_scheme=scheme)
            found = Axe().run(judge)
            assert found.violations_count == 0, (shown, found.generate_report())
        width = judge.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, shown
    reader.goto(live_server.url + leave)
    picture(reader, "leave")
    reader.get_by_role("button", name="Write to me no more").click()
    expect(reader.get_by_role("heading", name="We write to you no more")).to_be_visible()
    picture(reader, "left")
    assert Subscriber.objects.get().state == "left"


def test_from_a_teaser_to_its_one_reminder(reader: Page, judge: Page, live_server):
    live.make_live_site()
    teaser = live.make_live_teaser(name="Jon Example")
    episode = teaser.teaser.episode.subject
    row = episode.pages.get(kind="episode")
    baked = render(page=row, live=LiveSet())
    for page in (reader, judge):
        # nginx serves it: here it is handed over as it was baked.
        page.route(f"**{row.path}", lambda route: route.fulfill(body=baked, content_type="text/html"))
    reader.goto(live_server.url + row.path)
    picture(reader, "teaser")
    expect(reader.get_by_role("link", name="Put it in your calendar")).to_have_attribute(
        "href", f"/newsletter/remind/{episode.pk}/premiere.ics"
    )
    reader.get_by_label("Your e-mail address").fill("waits@example.org")
    reader.get_by_role("button", name="Remind me").click()
    expect(reader.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    picture(reader, "reminder-asked")
    send_letters()
    reader.goto(live_server.url + path_in(mail.outbox[0].body))
    expect(reader.get_by_text("when the film is out with: Jon Example")).to_be_visible()
    picture(reader, "reminder-confirm")
    reader.get_by_role("button", name="Yes, write to me").click()
    expect(reader.get_by_role("heading", name="You wait for")).to_be_visible()
    picture(reader, "reminder-yours")
    yours = reader.url.removeprefix(live_server.url)
    for shown in (row.path, f"/newsletter/remind/{episode.pk}/", yours):
        judge.goto(live_server.url + shown)
        for scheme in ("light", "dark"):
            judge.emulate_media(color_scheme=scheme)
            found = Axe().run(judge)
            assert found.violations_count == 0, (shown, found.generate_report())
        assert judge.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, shown


def path_in(text: str) -> str:
    found = PATH.search(text)
    assert found
    return found[1]
