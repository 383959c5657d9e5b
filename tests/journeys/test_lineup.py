"""A line-up comes in with a dry run, is mended and applied; things are found by keyboard; a view is kept; and all of it
stands in the history."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from series.lineup.work import work
from series.models import Episode, Release
from tests.factories import people, subjects
from tests.journeys.desk import Desk
from tests.series.admin.pages import act_url, change, history, listing
from tests.series.lineup.tables import as_csv

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def no_finding(desk: Desk, within: str) -> None:
    found = Axe().run(desk.page, context={"include": [[within]]}, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def sheet() -> str:
    first = {"series": "Small sparks", "causes": "Education", "planned": "2031-03-06 09:00"}
    people = ["Wilma Hargrove", "Nobody at all", "Bo Lindqvist", "Wilma Hargrove"]
    titles = ["The soap that paid the rent", "Bread at four in the morning", "A bridge of rope", ""]
    return as_csv(
        [
            {
                **first,
                "number": str(n),
                "title": title,
                "creator": person,
                "planned": f"2031-03-{6 + 7 * n:02} 09:00",
            }
            for n, (person, title) in enumerate(zip(people, titles, strict=True))
            if n
        ]
        + [
            {
                **first,
                "number": "4",
                "title": "The night bus",
                "creator": "Wilma Hargrove",
                "planned": "2031-03-09 02:30",
            }
        ]
    )


def test_a_line_up_comes_in_by_a_dry_run_is_mended_and_applied(desk: Desk, tmp_path: Path, take_picture):
    subjects.make_series(title="Small sparks")
    for name in ("Wilma Hargrove", "Bo Lindqvist"):
        subjects.make_creator(name=name)
    subjects.make_cause(name="Education")
    file = tmp_path / "spring season.csv"
    file.write_text(sheet())

    desk.sign_in("ana")
    page = desk.page
    desk.open(reverse("desk-lineups"))
    desk.reads("one episode a row")
    take_picture("lineup-front")
    no_finding(desk, ".desk-page")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Check this table").click()
    desk.reads("Waiting for a worker")
    take_picture("lineup-waiting")
    no_finding(desk, ".desk-page")
    work()  # what the worker does; the page sees it by itself
    desk.reads("3 rows are wrong.")
    desk.reads("Nobody is called “Nobody at all”.")
    desk.reads("clocks jump over it")
    take_picture("lineup-dry-run")
    no_finding(desk, ".desk-page")

    page.get_by_role("navigation", name="Rows by what they would do").get_by_role(
        "link", name="Wrong"
    ).click()
    page.get_by_role("link", name="2", exact=True).click()
    desk.reads("This row can't be applied:")
    take_picture("lineup-row")
    no_finding(desk, ".desk-page")
    page.get_by_label("Creator").fill("Bo Lindqvist")
    page.get_by_role("button", name="Check this row").click()
    desk.reads("Line 2 is right now: new.")
    page.get_by_role("button", name="Leave out all wrong rows").click()
    desk.reads("2 rows are left out.")
    page.get_by_role("link", name="Apply…").click()
    desk.reads("2 episodes are made.")
    page.get_by_label("Reason").fill("The spring season is fixed.")
    take_picture("lineup-apply")
    no_finding(desk, ".desk-page")
    page.get_by_role("button", name="Apply the line-up").click()
    work()
    desk.reads("Applied by Ana")
    take_picture("lineup-applied")
    assert sorted(Episode.objects.values_list("title", flat=True)) == [
        "A bridge of rope",
        "Bread at four in the morning",
    ]
    assert Release.objects.filter(state="planned").count() == 2
    desk.open(history(Episode.objects.get(number=1)))
    desk.reads("The spring season is fixed.")
    take_picture("lineup-history")
    no_finding(desk, ".desk-page")


def test_things_and_acts_are_found_by_keyboard_alone(desk: Desk, take_picture):
    episode = subjects.make_episode(complete=False, number=12, title="Seife für alle")
    release = subjects.planned(episode)
    desk.sign_in("ana")
    page = desk.page
    page.keyboard.press("Control+k")
    expect(page.locator("#search-input-command")).to_be_focused()
    page.keyboard.type("fur alle")
    expect(page.locator("#command-results-list")).to_contain_text("12. Seife für alle", timeout=20_000)
    take_picture("palette")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{change(episode)}")
    page.locator("body").press("Control+k")
    expect(page.locator("#search-input-command")).to_be_focused()
    page.keyboard.type("move seife")
    expect(page.locator("#command-results-list")).to_contain_text("Move to another time", timeout=20_000)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{act_url(release, 'move')}")
    assert page.evaluate("localStorage.getItem('commandHistory') || '[]'") == "[]"

    desk.open(reverse("desk-find"))
    asked = page.locator("main input[name=q], #content input[name=q]").first
    asked.fill("seife")
    asked.press("Enter")
    desk.reads("Send for review: 12. Seife für alle")
    take_picture("find")
    no_finding(desk, ".desk-page")


def test_a_view_is_kept_and_what_was_done_is_read(desk: Desk, take_picture):
    from series import scheduling

    one = subjects.make_series(title="Small sparks")
    for title in ("Soap", "Bread"):
        subjects.make_episode(series=one, complete=False, title=title)
    release = subjects.planned(subjects.make_episode(complete=False, title="The night bus"))
    scheduling.cancel(release_id=release.pk, by=people.ana(), reason="The family asked.")
    subjects.make_legal(title="Imprint").delete()
    desk.sign_in("chi")
    page = desk.page
    desk.open(f"{listing(Episode)}?series__id__exact={one.pk}&o=-2")
    page.get_by_text("Keep this view").click()
    page.locator("#filter-name").fill("Small sparks, newest first")
    take_picture("list-keep")
    no_finding(desk, ".desk-list-tools")
    page.get_by_role("button", name="Keep", exact=True).click()
    desk.reads("“Small sparks, newest first” is kept.")
    desk.open(listing(Episode))
    page.get_by_role("link", name="Small sparks, newest first", exact=True).click()
    desk.reads("Bread")
    expect(page.locator("body")).not_to_contain_text("The night bus")
    take_picture("list-kept")
    page.get_by_role("link", name="Change “Small sparks, newest first”").click()
    take_picture("filter")
    no_finding(desk, ".desk-page")

    desk.open(reverse("desk-history"))
    desk.reads("The family asked.")
    take_picture("activity")
    no_finding(desk, ".desk-page")
    page.get_by_text("Look for something").click()
    page.get_by_label("Act", exact=True).fill("cancel")
    take_picture("activity-look")
    page.get_by_role("button", name="Show").click()
    desk.reads("(cancel)")
    no_finding(desk, ".desk-page")
    page.goto(desk.url + reverse("desk-history"))
    page.get_by_role("link", name="What was deleted").click()
    desk.reads("legal page deleted")
    take_picture("deleted")
