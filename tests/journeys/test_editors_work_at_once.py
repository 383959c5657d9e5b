"""Two editors at one episode, in two browsers: seen, kept, brought together, compared, and gone back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from series.models import Draft, Episode, Presence
from series.models.subject import subject_of
from tests.factories import people, subjects
from tests.journeys.desk import Desk
from tests.series.admin.pages import change, listing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def no_findings(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    ours = [
        (one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found.response["violations"]
    ]
    assert not ours, ours


def compare(episode) -> str:
    return reverse("desk-compare", args=[subject_of(episode).pk])


@pytest.fixture
def other(browser, live_server):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    yield Desk(context.new_page(), live_server.url)
    context.close()


def test_two_editors_at_one_episode_lose_nothing(desk: Desk, other: Desk, take_picture):
    ben = people.ben()
    ben.first_name, ben.last_name = "Ben", "Okafor"
    ben.save()
    cause = subjects.make_cause(name="Small business")
    episode = subjects.make_episode(
        complete=False,
        title="The soap that paid the rent",
        story="It began with one bar.\n\nThen the phone rang.\n\nNow eleven people work there.",
        causes=(cause,),
    )
    other.sign_in("ben")
    other.open(change(episode))
    other.page.get_by_label("Title").fill("The soap that paid the bills")
    expect(other.page.locator("#desk-kept")).to_contain_text("not saved yet")

    desk.sign_in("ana")
    desk.open(change(episode))
    desk.reads("Ben Okafor is here, typing since")
    page = desk.page
    page.get_by_label("Title").fill("The soap that paid the rent, and more")
    page.get_by_label("Story").fill(
        "It began with one bar, in a shed.\n\nThen the phone rang.\n\nNow eleven people work there."
    )
    page.get_by_role("tab", name="Sources and credits").click()
    page.get_by_label("Byline").fill("Ana Ruiz and Ben Okafor")
    expect(page.locator("#desk-kept")).to_contain_text("Kept at")
    no_findings(page)
    take_picture("working-typing")

    story = other.page.get_by_label("Story")
    story.fill("It began with one bar.\n\nThen the phone rang.\n\nNow twelve people work there.")
    other.save()
    other.reads("was changed successfully")
    expect(page.locator("#desk-here-saved")).to_contain_text(
        "Ben Okafor saved this meanwhile", timeout=30_000
    )

    desk.save()
    desk.reads("Two people changed this at once")
    desk.reads("Ben Okafor saved this while your page was open")
    no_findings(page)
    take_picture("working-merge")
    page.get_by_label("Write it together").check()
    page.get_by_label("Title, written together").fill("The soap that paid the rent and the bills")
    page.get_by_role("button", name="Save both together").click()
    desk.reads("was changed successfully")
    episode.refresh_from_db()
    assert episode.title == "The soap that paid the rent and the bills"
    assert episode.story.startswith("It began with one bar, in a shed.")
    assert episode.story.endswith("Now twelve people work there.")
    assert episode.byline == "Ana Ruiz and Ben Okafor"
    assert not Draft.objects.exists()


def test_what_is_typed_survives_a_closed_tab_and_a_session_that_ended(desk: Desk, take_picture):
    episode = subjects.make_episode(complete=False, title="The soap", summary="She boiled soap in a shed.")
    desk.sign_in("ben")
    desk.open(change(episode))
    page = desk.page
    page.get_by_label("Summary").fill("She boiled soap in a shed, and a village came to buy it.")
    expect(page.locator("#desk-kept")).to_contain_text("Kept at")
    page.reload()
    desk.reads("and did not save it")
    expect(page.get_by_label("Summary")).to_have_value("She boiled soap in a shed.")
    no_findings(page)
    take_picture("working-offer")
    page.get_by_role("link", name="Take it back").click()
    expect(page.get_by_label("Summary")).to_have_value(
        "She boiled soap in a shed, and a village came to buy it."
    )

    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_label("Title").fill("The bread")
    desk.reads("You are signed out, so this is not kept.")
    page.context.add_cookies(cookies)
    expect(page.locator("#desk-kept")).to_contain_text("Kept at", timeout=30_000)
    desk.save()
    desk.reads("was changed successfully")
    episode.refresh_from_db()
    assert (episode.title, episode.summary) == (
        "The bread",
        "She boiled soap in a shed, and a village came to buy it.",
    )
    assert not Draft.objects.exists()


def test_the_form_is_worked_by_keyboard_and_its_checks_lead_to_their_fields(desk: Desk, take_picture):
    episode = subjects.make_episode(complete=False, byline="", title="The soap")
    desk.sign_in("ben")
    desk.open(change(episode))
    page = desk.page
    page.get_by_role("tab", name="Words").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Film and pictures")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="Film and pictures")).to_be_visible()
    page.keyboard.press("End")
    expect(page.get_by_role("tabpanel", name="Sources and credits")).to_be_visible()
    page.keyboard.press("Home")
    page.get_by_role("link", name="There is no byline. Say who made it.").press("Enter")
    expect(page.get_by_label("Byline")).to_be_focused()
    page.keyboard.type("Ana Ruiz")
    page.get_by_role("tab", name="Words").click()
    page.get_by_label("Title").fill("")
    page.get_by_role("tab", name="Captions").click()
    desk.save()
    expect(page.get_by_role("tab", name="Words 1 to mend")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_label("Title")).to_be_visible()
    take_picture("working-error")
    no_findings(page)
    page.get_by_label("Title").fill("The bread")
    page.get_by_role("tab", name="Sources and credits").click()
    page.get_by_role("button", name="Save and continue editing").click()
    desk.reads("was changed successfully")
    expect(page.get_by_role("tab", name="Sources and credits")).to_have_attribute("aria-selected", "true")
    assert Episode.objects.get().byline == "Ana Ruiz"


def test_without_script_the_form_is_one_page_that_saves(browser, live_server):
    episode = subjects.make_episode(complete=False, title="The soap")
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(20_000)
    plain = Desk(context.new_page(), live_server.url)
    client = Client()
    client.force_login(people.ben())
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    plain.open(change(episode))
    plain.page.locator("#desk-tabs").get_by_text("Sources and credits").click()
    assert plain.page.url.endswith("#tab-5")
    plain.page.locator("#id_byline").fill("Ana Ruiz")
    plain.page.locator("#id_title").fill("The bread")
    plain.save()
    plain.reads("was changed successfully")
    episode.refresh_from_db()
    assert (episode.title, episode.byline) == ("The bread", "Ana Ruiz")
    context.close()


def test_revisions_are_compared_and_one_is_gone_back_to(desk: Desk, take_picture):
    cause = subjects.make_cause(name="Small business")
    episode = subjects.make_episode(title="The soap that paid the rent", causes=(cause,))
    subjects.published(episode)
    Episode.objects.filter(pk=episode.pk).update(
        title="The soap that paid the bills",
        story="It began with two bars.\n\nThen the phone rang.",
        poster=None,
    )
    episode.refresh_from_db()
    subjects.approved(episode)
    Episode.objects.filter(pk=episode.pk).update(summary="She boiled soap in a shed, and nobody came.")
    desk.sign_in("ben")
    desk.open(change(episode))
    take_picture("working-ready")
    page = desk.page
    page.get_by_role("link", name="Compare revisions, or go back to one").click()
    desk.reads("What is public (revision 1) → The working copy")
    page.get_by_label("To revision 2").check()
    page.get_by_role("button", name="Compare").click()
    desk.reads("Revision 1 → Revision 2")
    expect(page.locator("del", has_text="rent").first).to_be_visible()
    no_findings(page)
    take_picture("working-compare")
    page.get_by_role("link", name="Go back to 1").click()
    page.get_by_label("Reason").fill("The first title was right.")
    desk.press("Show what it will do")
    desk.reads("says again what revision 1 said")
    take_picture("working-restore")
    desk.press("Go back to a revision")
    desk.reads("says again what revision 1 said")
    episode.refresh_from_db()
    assert episode.title == "The soap that paid the rent"
    assert episode.poster is not None
    desk.open(listing(Episode))
    take_picture("working-list")
    assert Presence.objects.filter(person=people.ben()).count() <= 1
