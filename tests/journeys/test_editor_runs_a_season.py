"""An editor and her colleagues bring an episode from an empty form to the hub, and run a season, in a browser."""

from pathlib import Path

import pytest

from series.models import Episode, LiveRevision, Release, Season
from series.publishing import run
from tests.factories import subjects
from tests.journeys.desk import Desk
from tests.series.admin.pages import act_url, add, change, history, listing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_episode_goes_from_an_empty_form_to_the_hub(desk: Desk, tmp_path: Path, take_picture):
    subjects.make_site()
    series = subjects.make_series(title="Small sparks")
    creator = subjects.make_creator(name="Wilma Hargrove")
    cut, still, words = tmp_path / "cut.mp4", tmp_path / "still.jpg", tmp_path / "en.vtt"
    cut.write_bytes(subjects.film_bytes())
    still.write_bytes(subjects.poster_bytes())
    words.write_text(subjects.clips.VTT)

    desk.sign_in("ben")
    desk.open(f"{add(Episode)}?series={series.pk}&creator={creator.pk}")
    page = desk.page
    page.get_by_label("Title").fill("The soap that paid the rent")
    page.get_by_label("Summary").fill("She boiled soap in a shed, and a village went back to work.")
    desk.tab("Sources and credits")
    page.get_by_label("Byline").fill("Ana Ruiz")
    desk.tab("Film and pictures")
    page.locator("input[name=video_file]").set_input_files(cut)
    page.locator("input[name=poster_file]").set_input_files(still)
    page.get_by_label("Poster in words").fill("She holds up a bar of soap.")
    desk.tab("Captions")
    page.locator("input[name=captions-0-asset_file]").set_input_files(words)
    desk.save()
    desk.reads("was added successfully")
    episode = Episode.objects.get()
    subjects.renditions.make(asset_id=episode.video_id)  # what the media worker does

    desk.open(change(episode))
    desk.reads("cut.mp4 · 2.0 s")
    take_picture("episode")
    desk.press("Send for review")
    desk.press("Send for review")
    desk.reads("Sent for review. Somebody who wrote none of it decides.")

    desk.sign_in("ana")
    desk.reads("yours to decide")
    take_picture("today-review")
    page.locator(".desk-list a").first.click()
    desk.reads("nothing of it was approved before")
    take_picture("review")
    desk.press("Approve")
    desk.press("Approve")
    desk.reads("Approved: ")

    desk.open(change(episode))
    desk.press("Plan a release")
    page.get_by_label("Date").fill("2031-03-06")
    page.locator("input[name=time]").fill("09:00:00")
    desk.press("Show what it will do")
    desk.reads("Thu 6 Mar 2031 09:00 EST (14:00:00 UTC)")
    take_picture("plan-second-step")
    desk.press("Plan a release")
    desk.reads("is planned for")
    release = Release.objects.get()
    desk.open(change(release))
    desk.press("Schedule")
    desk.reads("/feed.xml")
    take_picture("schedule")
    desk.press("Schedule")
    desk.reads("is scheduled for")
    desk.open(change(episode))
    desk.reads("Take it off the schedule to change it.")
    take_picture("episode-locked")

    desk.open(act_url(episode, "publish-now"))
    page.get_by_label("Reason").fill("The press is here.")
    desk.press("Publish now")
    desk.reads("is published now")
    assert run.run(release.pk) == "published"
    assert LiveRevision.objects.filter(subject__episode=episode).exists()
    desk.open(change(release))
    desk.reads("/1-the-soap-that-paid-the-rent/")
    take_picture("release")
    desk.open(history(episode))
    desk.reads("The press is here.")
    take_picture("history")
    desk.open(listing(Episode))
    take_picture("episodes")
    desk.open(listing(Release))
    take_picture("releases")


def test_a_season_is_planned_shown_as_a_diff_and_moved_about(desk: Desk, take_picture):
    series = subjects.make_series(title="Small sparks")
    first = subjects.make_episode(series=series, complete=False, title="Soap")
    reserve = subjects.make_episode(series=series, complete=False, title="Bread")
    desk.sign_in("ana")
    page = desk.page
    desk.open(f"{add(Season)}?series={series.pk}")
    desk.save()
    season = Season.objects.get()
    desk.open(act_url(season, "plan"))
    page.get_by_label("First date").fill("2031-11-06")
    page.get_by_label("Time of day").fill("09:00:00")
    page.get_by_label("Episodes at the premiere").fill("2")
    page.get_by_label("Episodes after it, one at a time").fill("4")
    page.get_by_label("Dates to leave out").fill("2031-11-27")
    desk.press("Show what it will do")
    desk.reads("Slot 5 gets Thu 4 Dec 2031 09:00 EST.")
    assert not season.slots.exists()
    take_picture("season-diff")
    desk.press("Plan the season")
    desk.reads("The plan has 6 slots")
    assert season.slots.count() == 6

    desk.press("Put an episode into a slot")
    page.get_by_label("Episode").select_option(label="Episode 1 · Soap")
    page.get_by_label("Slot").select_option(index=1)
    desk.press("Show what it will do")
    desk.press("Put an episode into a slot")
    desk.reads("is planned for Thu 6 Nov 2031 09:00 EST")
    assert Release.objects.get().slot.season == season
    assert Release.objects.get().items.get().subject.episode == first

    desk.press("Pull an episode forward")
    page.get_by_label("Episode").select_option(label=f"Episode {reserve.number} · Bread")
    page.get_by_label("Slot").select_option(index=3)
    desk.press("Show what it will do")
    desk.reads("Episode 2 gets")
    desk.press("Pull an episode forward")
    desk.reads("The plan has 7 slots")

    desk.press("Pause")
    page.get_by_label("From").fill("2031-11-10")
    page.get_by_label("Weeks").fill("2")
    desk.press("Show what it will do")
    desk.reads("moves from")
    desk.press("Pause")
    desk.reads("moved")
    take_picture("season")
