"""An editor arranges the hub's front, brings a number up to date and opens a course; a visitor reads it."""

import os
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, Route, expect

from series.addresses import slug_of
from series.models import Front, ImpactFigure, Resource, subject_of
from series.pages.bake import bake_marked
from series.pages.marks import ensure_standing
from series.publishing.tick import run_due
from tests.factories import subjects
from tests.journeys.desk import Desk
from tests.series.admin.pages import add, change, listing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HUB = "http://hub.test"
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}


def serve(route: Route) -> None:
    """The public tree as nginx would serve it."""
    path = unquote(route.request.url.removeprefix(HUB).split("?")[0])
    if path.startswith("/static/"):
        file = Path(settings.BASE_DIR) / path.lstrip("/")
    elif path.startswith("/media/"):
        file = Path(settings.PUBLIC_MEDIA_ROOT) / path.removeprefix("/media/")
    else:
        relative = path.lstrip("/")
        file = settings.PAGES_ROOT / "pages" / (relative + "index.html" if path.endswith("/") else relative)
    if not file.is_file():
        route.fulfill(status=404, body="")
        return
    route.fulfill(body=file.read_bytes(), content_type=TYPES.get(file.suffix, "text/html; charset=utf-8"))


def look_at(page: Page, path: str, name: str) -> None:
    """The page is right for axe in both themes, does not run over, and leaves a picture of each width."""
    folder = os.environ.get("SPARKS_SCREENSHOTS")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.goto(HUB + path)
        found = Axe().run(page).response["violations"]
        assert not found, [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]
        for width in (360, 390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
            if folder:
                page.screenshot(path=str(Path(folder) / f"{name}-{width}-{theme}.png"), full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")


def desk_is_right(page: Page) -> None:
    """The desk's page for axe, but for Django's own boxes that search while one types."""
    where = {"include": [["#content"]], "exclude": [[".select2"]]}
    found = Axe().run(page, context=where, options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa"]})
    faults = found.response["violations"]
    assert not faults, [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in faults]


def send_and_approve(desk: Desk, thing, *, first: bool = False) -> None:
    desk.open(change(thing))
    desk.press("Send for review")
    desk.press("Send for review")
    desk.reads("Sent for review")
    desk.sign_in("ana")
    review = subject_of(thing).revisions.first().review
    desk.open(change(review))
    desk.press("Approve")
    desk.press("Approve")
    desk.reads("Approved: ")
    desk.open(change(thing))
    act = "Publish now" if first else "Publish the update"
    desk.press(act)
    desk.press(act)
    run_due()


def test_an_editor_arranges_the_front_and_a_visitor_sees_it(desk: Desk, take_picture, browser):
    subjects.make_site(name="One Minute", tagline="One person, one minute.")
    series = subjects.make_series(title="Small sparks", language="en")
    people = [subjects.make_creator(name=name) for name in ("Wilma Hargrove", "Ola Example", "Amara Example")]
    episodes = [subjects.make_episode(series=series, creator=one) for one in people[:2]]
    subjects.published(subjects.make_site())
    for episode in episodes:
        subjects.published(episode)
    subjects.published(
        subjects.make_teaser(subjects.make_episode(series=series, creator=people[2], complete=False))
    )
    subjects.published(subjects.make_figure(label="given to non-profits", value=1_000_000, prefix="over $"))
    subjects.published(subjects.make_figure(label="people who went back to work", value=314, source_url=""))
    subjects.published(
        subjects.make_resource(
            title="Mentorship programme",
            kind="mentorship",
            opens=subjects.wall_in(864_000).isoformat(),
            zone="America/New_York",
        )
    )
    reading = subjects.make_resource(
        title="ورشة قصيرة",
        summary="ست أمسيات لمن يبيع ما يصنع.",
        body="أحضر صديقا.",
        language="ar",
        kind="guide",
    )
    subjects.published(reading)
    ensure_standing()

    page = desk.page
    desk.sign_in("ben")
    desk.open(add(Resource))
    page.get_by_label("Title").fill("Crash course for small businesses")
    page.locator("select[name=kind]").select_option("course")
    page.get_by_label("Summary").fill("Six evenings for those who sell what they make.")
    desk.tab("The way in")
    page.locator("input[name=link]").fill("https://example.org/apply")
    page.locator("input[name=opens]").fill("2031-03-09T02:30:00")
    desk.save()
    desk.reads("does not exist in America/New_York: clocks jump over it. Choose 01:59 or 03:00.")
    take_picture("resource-refused")
    page.locator("input[name=opens]").fill("2026-01-05T09:00:00")
    page.locator("input[name=closes]").fill("2031-03-05T17:00:00")
    desk.save()
    desk.reads("was added successfully")
    resource = Resource.objects.get(title__startswith="Crash")
    desk.open(change(resource))
    take_picture("resource")
    desk_is_right(page)
    send_and_approve(desk, resource, first=True)

    desk.sign_in("ben")
    figure = ImpactFigure.objects.get(value=314)
    desk.open(listing(ImpactFigure))
    take_picture("figures")
    desk.open(change(figure))
    page.locator("input[name=value]").fill("402")
    desk.save()
    desk.open(change(figure))
    take_picture("figure")
    desk_is_right(page)
    send_and_approve(desk, figure)

    desk.sign_in("ben")
    front = Front.objects.get_or_create(pk=1)[0]
    desk.open(change(front))
    desk.tab("Words")
    page.get_by_label("A few words").fill("One minute is enough to meet somebody.")
    desk.tab("Sections")
    order = page.locator(".desk-order li")
    expect(order).to_have_count(7)
    order.filter(has_text="Impact figures").get_by_role("button", name="Up").press("Enter")
    order.filter(has_text="Causes").get_by_role("button", name="Show").press("Enter")
    expect(page.locator("input[name=figures_place]")).to_have_value("3")
    expect(page.locator("input[name=causes_place]")).to_have_value("6")
    order.filter(has_text="Causes").drag_to(order.filter(has_text="Newest films"))
    expect(page.locator("input[name=causes_place]")).to_have_value("1")
    order.filter(has_text="Causes").get_by_role("button", name="Leave out").press("Enter")
    take_picture("front")
    desk_is_right(page)
    desk.save()
    Front.objects.filter(pk=1).update(hero=episodes[0])
    send_and_approve(desk, front, first=True)
    bake_marked()

    context = browser.new_context(reduced_motion="reduce")
    hub = context.new_page()
    hub.route(f"{HUB}/**", serve)
    look_at(hub, "/", "hub")
    expect(hub.get_by_role("heading", name="Wilma Hargrove")).to_be_visible()
    assert hub.locator("h2.label").all_inner_texts() == [
        *("The newest minutes", "Coming", "What came of it", "Series", "Resources")
    ]
    expect(hub.locator(".number").nth(1)).to_have_text("402")
    hub.get_by_role("link", name="Crash course for small businesses").click()
    expect(hub.get_by_role("link", name="Go to example.org")).to_be_visible()
    path = hub.url.removeprefix(HUB)
    look_at(hub, path, "resource-page")
    look_at(hub, "/resources/", "resources-page")
    look_at(hub, f"/resources/{slug_of(reading)}/", "resource-page-rtl")
    context.close()
