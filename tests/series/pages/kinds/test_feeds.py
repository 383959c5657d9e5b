import json

import feedparser
import pytest
from icalendar import Calendar

from series.models import LiveRevision, Page
from series.pages.live import LiveSet
from series.pages.render import render
from tests.factories import live as make
from tests.series.pages.conftest import metas, node


def test_the_feed_reads_back_newest_first_with_exact_lengths(hub, rendered):
    feed = feedparser.parse(rendered("feed"))
    assert not feed.bozo
    assert feed.version == "rss20"
    assert feed.feed.title == "Sparks"
    assert feed.feed.rights == "Text and film: CC BY-NC 4.0"
    assert [entry.title for entry in feed.entries] == [
        f"Jessie Example: {title}" for title in ("Third", "Second", "First")
    ]
    oldest = feed.entries[-1]
    enclosure = oldest.enclosures[0]
    assert (enclosure.length, enclosure.type) == (str(8_123_456 + hub.first.id), "video/mp4")
    assert oldest.published == "Thu, 05 Mar 2026 14:00:00 +0000"
    assert oldest.media_content[0]["duration"] == "60"
    assert oldest.media_content[0]["filesize"] == enclosure.length
    assert oldest.media_player["url"] == f"http://hub.test/embed/{hub.first.id}/"
    assert {tag.term for tag in oldest.tags} >= {"Small business", "Soap"}


def test_an_entry_keeps_its_id_when_its_address_changes(hub, rendered):
    before = feedparser.parse(rendered("feed")).entries[-1]
    Page.objects.filter(kind="episode", subject=hub.first).update(path="/elsewhere/1-first/")
    after = feedparser.parse(rendered("feed")).entries[-1]
    assert before.id == after.id
    assert before.link != after.link


def test_feed_json_feed_sitemap_and_page_agree(hub, rendered):
    page = rendered("episode", subject=hub.first)
    entry = feedparser.parse(rendered("feed")).entries[-1]
    item = json.loads(rendered("json_feed"))["items"][-1]
    video = node(page, "Episode")["video"]
    sitemap = rendered("sitemap_part")
    assert entry.title == item["title"] == video["name"] == metas(page)["og:title"]
    assert f"<video:title>{video['name']}</video:title>" in sitemap
    assert entry.enclosures[0].href == item["attachments"][0]["url"] == video["contentUrl"]
    assert f"<video:content_loc>{video['contentUrl']}</video:content_loc>" in sitemap
    assert item["attachments"][0]["duration_in_seconds"] == 60
    assert "<video:duration>60</video:duration>" in sitemap
    assert item["image"] == video["thumbnailUrl"][0] == entry.media_thumbnail[0]["url"]
    assert f"<video:thumbnail_loc>{item['image']}</video:thumbnail_loc>" in sitemap
    assert item["date_published"] == video["uploadDate"]


@pytest.mark.parametrize(("kind", "lists"), [("feed", "rss20"), ("series_feed", "rss20")])
def test_feeds_hold_the_latest_fifty(hub, rendered, kind, lists):
    for _ in range(50):
        make.make_live_episode(series=hub.series, creator=hub.creator)
    feed = feedparser.parse(rendered(kind))
    assert feed.version == lists
    assert len(feed.entries) == 50
    assert feed.entries[0].title.startswith("Jessie Example")


def test_a_series_feed_has_its_own_episodes_only(hub, rendered):
    other = make.make_live_series("Another")
    make.make_live_episode(series=other, creator=hub.creator, title="Elsewhere")
    mine = rendered("series_feed", subject=hub.series)
    theirs = json.loads(rendered("series_json_feed", subject=other))
    assert "Elsewhere" not in mine
    assert [item["title"] for item in theirs["items"]] == ["Jessie Example: Elsewhere"]
    assert theirs["version"] == "https://jsonfeed.org/version/1.1"


def test_the_calendar_has_what_is_announced_and_what_was_shown(hub, rendered):
    calendar = Calendar.from_ical(rendered("calendar"))
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == 4
    announced = events[f"episode-{hub.teaser.teaser.episode.subject.id}@hub.test"]
    assert announced["DTSTART"].dt.isoformat() == "2026-05-07T14:00:00+00:00"
    assert "DTSTART:20260507T140000Z" in rendered("calendar")
    assert str(announced["URL"]).startswith(f"http://hub.test/{hub.series.series.slug}/")
    assert str(announced["STATUS"]) == "CONFIRMED"
    assert str(announced["SUMMARY"]) == "Jon Example"
    shown = events[f"episode-{hub.first.id}@hub.test"]
    assert shown["DTSTART"].dt == make.FIRST
    assert shown["DTSTAMP"].dt == make.FIRST


@pytest.mark.parametrize(
    ("status", "told"), [("cancelled", "CANCELLED"), ("delayed", "TENTATIVE"), ("expected", "CONFIRMED")]
)
def test_the_calendar_tells_a_change_by_status_and_sequence(hub, rendered, status, told):
    LiveRevision.objects.filter(subject=hub.teaser).update(premiere_status=status, premiere_sequence=3)
    event = next(
        event
        for event in Calendar.from_ical(rendered("series_calendar")).walk("VEVENT")
        if event["SEQUENCE"] == 3
    )
    assert str(event["STATUS"]) == told


def test_an_announced_episode_without_a_time_is_in_no_calendar(hub, rendered):
    LiveRevision.objects.filter(subject=hub.teaser).update(premieres_at=None)
    assert "Jon Example" not in rendered("calendar")


def test_calendar_lines_end_and_fold_as_rfc_5545_says(hub, rendered):
    make.make_live_teaser(series=hub.series, name="Ä" * 200)
    body = rendered("calendar")
    assert all(line.endswith("\r") for line in body.split("\n")[:-1])
    assert max(len(line.encode()) for line in body.split("\r\n")) <= 75


def test_the_public_data_leads_from_the_index_to_every_episode(hub, rendered):
    index = json.loads(rendered("api_index"))
    assert index["parts"]["count"] == 1
    assert index["series"][0]["api"] == f"http://hub.test/api/series/{hub.series.series.slug}.json"
    assert [teaser["name"] for teaser in index["upcoming"]] == ["Jon Example"]
    part = json.loads(rendered("api_part"))
    assert [episode["number"] for episode in part["episodes"]] == [1, 2, 3]
    latest = json.loads(rendered("api_latest"))["episodes"]
    assert [episode["number"] for episode in latest] == [3, 2, 1]
    assert latest[0]["film"]["seconds"] == 60
    assert json.loads(rendered("api_series"))["episodes"] == latest


def test_withdrawn_or_down_leaves_every_list(hub, rendered):
    LiveRevision.objects.filter(subject=hub.first).delete()
    Page.objects.filter(subject=hub.second).update(state="gone")
    lists = ("feed", "json_feed", "calendar", "sitemap_part", "api_latest", "api_part", "home", "archive")
    for kind in (*lists, "series", "series_part", "cause", "creator", "archive_part"):
        text = rendered(kind)
        assert "Third" in text or kind == "sitemap_part", kind
        assert "First" not in text, kind
        assert "Second" not in text, kind


def test_a_full_part_leads_to_the_next_and_back(db):
    site = make.make_live_site()
    series, creator = make.make_live_series(), make.make_live_creator()
    episodes = [make.make_live_episode(series=series, creator=creator) for _ in range(101)]
    assert site
    first = Page(path="/archive/1/", kind="archive_part", key="1")
    second = Page(path="/archive/2/", kind="archive_part", key="2")
    older, newer = (render(page=page, live=LiveSet()).decode() for page in (first, second))
    assert 'rel="next" href="/archive/2/"' in older
    assert 'rel="prev" href="/archive/1/"' in newer
    paths = [
        Page.objects.get(kind="episode", subject=subject).path for subject in (episodes[99], episodes[100])
    ]
    assert [path in older for path in paths] == [True, False]
    assert [path in newer for path in paths] == [False, True]
