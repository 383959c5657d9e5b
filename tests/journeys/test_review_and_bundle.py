"""Ben writes, Ana asks for changes, Ben answers, Ana approves; then two episodes go out together. In a browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from series.bundles import mains
from series.models import CommentThread, Episode, LiveRevision, Release, Review
from series.models.subject import subject_of
from series.publishing import run
from tests.factories import people, subjects
from tests.journeys.desk import Desk
from tests.series.admin.pages import change, listing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def no_fault(desk: Desk) -> None:
    """On what is ours: the frame around it is Unfold's."""
    found = Axe().run(desk.page, context="#main")
    said = [
        (one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found.response["violations"]
    ]
    assert said == []


def test_an_episode_goes_to_and_fro_between_two_people_and_out_in_a_bundle(desk: Desk, take_picture):
    subjects.make_site()
    series = subjects.make_series(title="Small sparks")
    episode = subjects.make_episode(series=series, title="The soap that payed the rent")
    other = subjects.make_episode(series=series, title="The bread that rose twice")
    people.ana(), people.chi()
    page = desk.page

    # Ben sends it, and asks Ana by name.
    desk.sign_in("ben")
    desk.open(change(episode))
    desk.press("Send for review")
    page.get_by_label("Ana (@ana)").check()
    page.get_by_label("Decision wanted by").fill("2031-03-06")
    take_picture("submit")
    no_fault(desk)
    desk.press("Send for review")
    desk.reads("Ana is asked to decide.")

    # Ana comments on the title, with the keyboard alone, and names Ben by completion.
    desk.sign_in("ana")
    review = Review.objects.get()
    desk.open(change(review))
    desk.reads("Wanted by 6 Mar 2031.")
    say = page.get_by_role("link", name="Comment on title").first
    say.focus()
    page.keyboard.press("Enter")
    words = page.locator("textarea[name=text]")
    expect(words).to_be_focused()
    page.keyboard.type("Spell it “paid”, @b")
    expect(page.get_by_role("option", name="@ben · Ben")).to_be_visible()
    take_picture("review-mention")
    page.keyboard.press("Enter")
    expect(words).to_have_value("Spell it “paid”, @ben ")
    page.get_by_role("button", name="Comment", exact=True).click()
    desk.reads("1 open comment")
    take_picture("review-commented")
    no_fault(desk)
    desk.press("Ask for changes")
    desk.reads("May stay empty")
    no_fault(desk)
    desk.press("Ask for changes")
    desk.reads("Sent back with your note and 1 open comment.")

    # Ben finds it at the field, mends it and sends it again.
    desk.sign_in("ben")
    desk.open(change(episode))
    desk.reads("Answer or resolve it in the review")
    expect(page.locator("#id_title-said")).to_contain_text("Spell it “paid”")
    take_picture("episode-open-comment")
    page.get_by_role("textbox", name="Title").fill("The soap that paid the rent")
    desk.save()
    desk.reads("was changed successfully")
    desk.open(change(episode))
    desk.press("Send for review")
    desk.press("Send for review")
    desk.reads("Ana is asked to decide.")

    # Ana sees what changed, resolves what she said, and approves.
    desk.sign_in("ana")
    desk.open(change(Review.objects.latest("pk")))
    desk.reads("said about revision 1, open since")
    page.get_by_role("button", name="Resolved").click()
    desk.reads("Resolved by Ana")
    take_picture("review-resolved")
    no_fault(desk)
    desk.press("Approve")
    desk.press("Approve")
    desk.reads("Approved: ")
    assert CommentThread.objects.get().resolved_by == people.ana()

    # Both go out together.
    subjects.approved(other)
    desk.open(change(episode))
    desk.reads("Approved: revision 2, film ")
    take_picture("episode-approved")
    desk.press("Release with others")
    page.get_by_label("The bread that rose twice").check()
    page.get_by_label("Date").fill("2031-03-06")
    page.locator("input[name=time]").fill("09:00:00")
    desk.press("Show what it will do")
    desk.reads("goes out together at")
    desk.reads("Files made public")
    take_picture("bundle-shown")
    no_fault(desk)
    desk.press("Release together")
    desk.reads("What goes out together, all or none")
    take_picture("bundle")
    no_fault(desk)
    release = Release.objects.get()
    assert mains(release) == [subject_of(episode), subject_of(other)]
    desk.press("Release now")
    desk.press("Release now")
    desk.reads("goes out now")
    assert run.run(release.pk) == "published"
    assert LiveRevision.objects.filter(kind="episode").count() == 2


def test_many_are_moved_at_once_and_each_says_what_became_of_it(desk: Desk, take_picture):
    releases = [
        subjects.planned(subjects.make_episode(complete=False), seconds=86400 * days) for days in (1, 5, 9)
    ]
    desk.sign_in("ana")
    page = desk.page
    desk.open(listing(Release))
    for release in releases:
        page.locator(f"input[name=_selected_action][value='{release.pk}']").check()
    page.locator("select[name=action]").first.select_option(label="Move by days")
    take_picture("bulk-chosen")
    page.get_by_role("button", name="Run").first.click()
    desk.reads("3 chosen")
    page.get_by_label("Days").fill("-3")
    desk.press("Show what it will do")
    desk.reads("2 of 3 will be done")
    no_fault(desk)
    desk.press("Move by days")
    desk.reads("2 done, 1 not.")
    take_picture("bulk-result")
    no_fault(desk)


def test_what_was_withdrawn_is_brought_back(desk: Desk, take_picture):
    episode = subjects.make_episode(title="Soap")
    subjects.published(episode)
    desk.sign_in("chi")
    page = desk.page
    desk.open(change(episode))
    desk.press("Withdraw")
    page.get_by_label("Public notice").fill("For now.")
    desk.reads("Files taken away")
    take_picture("withdraw")
    desk.press("Withdraw")
    desk.reads("is withdrawn at")
    assert run.run(Release.objects.get(kind="withdraw").pk) == "published"
    desk.open(change(episode))
    desk.press("Bring back")
    desk.reads("/embed/")
    take_picture("bring-back")
    no_fault(desk)
    desk.press("Bring back")
    desk.reads("comes back at")
    assert run.run(Release.objects.filter(kind="publish").latest("pk").pk) == "published"
    desk.open(change(Episode.objects.get()))
    desk.reads("Public since")
