"""A chief editor comes in: what is wrong, what is near, what waits for whom, and what she was told. In a browser."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.urls import reverse
from playwright.sync_api import Page, expect

from series import reviews
from series.health import signs
from series.models import Effect, Notice, NoticeChoice, Release, Season, Slot
from series.models.notice import Topic
from series.models.subject import subject_of
from series.notices import at_risk, notify, trouble
from series.publishing.due import database_now
from sparks.accounts.models import User
from tests.factories import live, people, subjects
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOUR = 3600
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
# Of Unfold's own frame, not of ours.
FRAME = {"exclude": [["#nav-sidebar"], ["#header-inner > div > div:first-child"]]}


def is_accessible(page: Page) -> None:
    for dark in (False, True):
        page.evaluate("dark => document.documentElement.classList.toggle('dark', dark)", dark)
        page.wait_for_timeout(200)
        found = Axe().run(page, context=FRAME, options=AXE).response["violations"]
        assert not found, [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
    page.evaluate("document.documentElement.classList.remove('dark')")


def a_season_under_way() -> None:
    """Two are out, one is whole, one lacks its film, one is held, and one waits for an approval."""
    series = subjects.make_series(title="Small sparks")
    season = Season.objects.create(series=series, title="Spring")
    for number, title in enumerate(["The soap that paid the rent", "A street reads aloud"], start=1):
        shown = live.make_live_episode(number=number, title=title)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE series_release SET published_at = instant + %s * interval '1 ms' WHERE id = %s",
                [43 * number, shown.live.release_id],
            )
    for number in range(3, 26):
        late = 2600 if number == 17 else 18 + number * 7 % 90
        instant = (database_now() - timedelta(days=120 - number)).replace(microsecond=0)
        release = Release.objects.create(kind="update", instant=instant)
        release.items.create(subject=shown, revision=shown.live.revision)
        Release.objects.filter(pk=release.pk).update(state="scheduled")
        Release.objects.filter(pk=release.pk).update(
            state="published", published_at=instant + timedelta(milliseconds=late)
        )
    whole = subjects.make_episode(series=series, number=3, title="Bread at five")
    first = subjects.scheduled(whole, seconds=9 * 60)
    bare = subjects.make_episode(series=series, number=4, complete=False, title="For veterans' health care")
    subjects.approved(bare)
    second = subjects.planned(bare, seconds=50 * HOUR)
    waiting = subjects.make_episode(series=series, number=5, title="The restaurant came back")
    third = subjects.planned(waiting, seconds=200 * HOUR)
    stuck = subjects.make_episode(series=series, number=6, title="A bridge over the creek")
    held = subjects.scheduled(stuck, seconds=220 * HOUR)
    Release.objects.filter(pk=held.pk).update(state="held", hold_reason="The consent was withdrawn.")
    # Last, for all share a series that is not public: a later submission would replace this one.
    reviews.submit(subjects=[subject_of(waiting)], by=people.ben(), note="The cut is new.")
    trouble.held(Release.objects.get(pk=held.pk))
    Release.objects.update(zone="America/New_York")
    for position, release in enumerate([first, second, third, held, None, None], start=1):
        at = release.instant if release else third.instant + timedelta(weeks=position)
        slot = Slot.objects.create(
            season=season,
            position=position,
            wall=at.replace(tzinfo=None, microsecond=0).isoformat(),
            zone="America/New_York",
            instant=at.replace(microsecond=0),
        )
        if release:
            Release.objects.filter(pk=release.pk).update(slot=slot)
    Effect.objects.create(
        release=first,
        kind="webhook",
        target="https://partner.example/hook",
        state="parked",
        error="Given up after 9 tries. The last: the receiver answered 410.",
    )
    signs.leave(signs.WATCHER)


def picture(page: Page, name: str) -> None:
    """One more, of what the usual four do not show."""
    if folder := os.environ.get("SPARKS_SCREENSHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_a_chief_editor_sees_in_her_home_what_needs_whom(desk: Desk, take_picture):
    people.ana()
    User.objects.filter(pk=people.chi().pk).update(zone="Europe/London")
    a_season_under_way()
    at_risk.tell()
    desk.sign_in("chi")
    page = desk.page
    for words in [
        "Held",
        "The consent was withdrawn.",
        "At risk",
        "yours to decide",
        "+2.600 s",
        "no deploy",
    ]:
        desk.reads(words)
    # The wait ticks, without anybody asking the server.
    wait = page.locator("[data-countdown]").first
    expect(wait).to_contain_text("00:0")
    before = wait.text_content()
    page.wait_for_timeout(1200)
    assert wait.text_content() != before
    is_accessible(page)
    take_picture("home")
    page.evaluate("document.documentElement.dir = 'rtl'")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(150)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width
        picture(page, f"home-rtl-{width}")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.documentElement.dir = 'ltr'")

    # By keyboard: the table behind the chart.
    summary = page.locator(".today-chart summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Late by")).to_be_visible()

    # From what is missing to where it is mended, and on to the review that waits.
    page.locator(".today-points a", has_text="There is no film.").first.click()
    expect(page).to_have_url(re.compile("#id_video_file$"))
    desk.open(reverse("admin:index"))
    page.locator(".today-waiting .desk-list a").first.click()
    desk.reads("The restaurant came back")


def test_a_person_reads_her_notices_and_chooses_the_mail(desk: Desk, take_picture):
    chi = people.chi()
    bare = subjects.make_episode(complete=False, title="For veterans' health care")
    subjects.approved(bare)
    subjects.planned(bare, seconds=50 * HOUR)
    at_risk.tell()
    for number in range(3):
        notify(
            to=[chi],
            topic=Topic.COMMENT,
            sentence=f"Ben answered you on the byline of “Bread at five”, for the {number + 1}. time.",
            path=reverse("admin:series_review_changelist"),
            key=f"comment {number}",
        )
    Notice.objects.filter(key="comment 0").update(read_at=database_now())
    desk.sign_in("chi")
    page = desk.page
    page.get_by_role("link", name="unread notices").click()
    desk.reads("Unread")
    page.get_by_role("link", name="All", exact=True).click()
    is_accessible(page)
    take_picture("notices")
    page.evaluate("document.documentElement.dir = 'rtl'")
    picture(page, "notices-rtl")
    page.evaluate("document.documentElement.dir = 'ltr'")
    unread = Notice.objects.filter(person=chi, read_at=None).count()
    page.get_by_role("button", name="Ben answered").filter(has_text="Mark as read").first.click()
    expect(page.locator(".desk-bell-count")).to_have_text(str(unread - 1))
    page.get_by_role("link", name="At risk:").first.click()
    expect(page).to_have_url(re.compile("/series/release/"))
    page.get_by_role("link", name="unread notice").click()
    page.get_by_role("button", name="Mark all as read").focus()
    page.keyboard.press("Enter")
    desk.reads("You have read everything.")
    expect(page.locator(".desk-bell-count")).to_have_count(0)
    take_picture("notices-none")

    page.get_by_role("link", name="What is mailed to you").click()
    is_accessible(page)
    take_picture("notice-choices")
    group = page.get_by_role("group", name="A slot is near and something is missing")
    group.get_by_label("one mail each morning").check()
    page.get_by_role("button", name="Keep").click()
    desk.reads("It holds for notices from now on.")
    assert NoticeChoice.objects.get(person=chi).topic == Topic.AT_RISK
