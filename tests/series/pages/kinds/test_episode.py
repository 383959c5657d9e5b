import pytest

from series.models import LiveRevision, Page
from series.pages.live import LiveSet
from series.pages.render import render
from tests.factories import live as make
from tests.series.pages.conftest import metas, node, parsed


def page_of(subject) -> Page:
    return Page.objects.get(kind="episode", subject=subject)


def test_a_live_episode_has_its_film_upright_with_captions(hub, rendered):
    tree = parsed(rendered(page_of(hub.first)))
    video = next(tree.iter("video"))
    assert {"controls", "playsinline", "poster"} <= set(video.keys())
    assert (video.get("preload"), video.get("width"), video.get("height")) == ("metadata", "1080", "1920")
    source, track = next(video.iter("source")), next(video.iter("track"))
    assert source.get("src") == f"/media/{hub.first.id:02x}/web.mp4"
    assert source.get("type") == "video/mp4"
    assert (track.get("kind"), track.get("srclang"), track.get("label")) == ("captions", "en", "English")


def test_the_person_is_the_heading_and_comes_first_in_every_title(hub, rendered):
    text = rendered(page_of(hub.first))
    assert "".join(next(parsed(text).iter("h1")).itertext()) == "Jessie Example"
    assert next(parsed(text).iter("title")).text.startswith("Jessie Example: First")
    assert metas(text)["og:title"] == "Jessie Example: First"


def test_everything_an_editor_wrote_is_shown(hub, rendered):
    text = rendered(page_of(hub.first))
    for said in (
        *("A bar of soap changes a town.", "It began in a kitchen.", "By Ana Ruiz", "Camera", "Ben Okoye"),
        *("County records, 2025", "#Soap", "@hub", "original sound", "Now there are a thousand."),
        *(
            "I started with one bar.",
            "the film itself",
            "1 March 2026",
            "There are no comments here, by design.",
        ),
        *("Text and film: CC BY-NC 4.0", "Small business", "https://www.tiktok.com/@example/video/"),
    ):
        assert said in text, said


def test_a_quote_without_its_source_is_not_shown(hub, rendered):
    creator = make.make_live_creator(quote="Nobody knows where I said this.", quote_source="")
    episode = make.make_live_episode(series=hub.series, creator=creator)
    assert "Nobody knows where" not in rendered(page_of(episode))


def test_neighbours_and_related_are_those_fixed_at_the_release(hub, rendered):
    tree = parsed(rendered(page_of(hub.third)))
    links = {
        link.get("rel"): link.get("href") for link in tree.iter("a") if link.get("rel") in {"prev", "next"}
    }
    assert links == {"prev": page_of(hub.second).path}
    related = [a.get("href") for a in tree.iter("a") if a.get("class") == "frame"]
    assert related == [page_of(hub.first).path]


def test_a_withdrawn_neighbour_is_not_linked(hub, rendered):
    LiveRevision.objects.filter(subject=hub.second).delete()
    assert page_of(hub.second).path not in rendered(page_of(hub.third))


def test_a_link_leads_only_to_pages_that_are_up(hub, rendered):
    Page.objects.filter(subject=hub.creator).update(state="down")
    text = rendered(page_of(hub.first))
    assert hub.creator.creator.slug not in text
    assert "Jessie Example" in text


def test_published_updated_and_corrected_stand_with_times_and_zone(hub, rendered):
    LiveRevision.objects.filter(subject=hub.first).update(
        updated_at=make.FIRST + hub.day,
        corrections=[
            {"at": "2026-03-06T14:00:00+00:00", "notice": "It was 2018, not 2019.", "release": 1},
            {"at": "2026-03-06T15:00:00+00:00", "notice": "", "release": 2},
        ],
    )
    text = rendered(page_of(hub.first))
    assert "Thursday 5 March 2026, 09:00 EST (UTC−5)" in text
    assert '<time datetime="2026-03-06T14:00:00Z">Friday 6 March 2026, 09:00 EST (UTC−5)</time>' in text
    assert "It was 2018, not 2019." in text
    assert node(text, "Episode")["correction"] == ["It was 2018, not 2019."]


def test_D8_dates_are_those_of_the_release(hub, rendered):
    text = rendered(page_of(hub.second))
    episode = node(text, "Episode")
    assert episode["datePublished"] == episode["video"]["uploadDate"] == "2026-03-12T14:00:00Z"


def test_machines_and_people_read_the_same(hub, rendered):
    text = rendered(page_of(hub.first))
    tags, video = metas(text), node(text, "Episode")["video"]
    assert tags["og:title"] == video["name"] == "Jessie Example: First"
    assert (
        tags["og:image"]
        == video["thumbnailUrl"][0]
        == f"http://hub.test/media/{hub.first.id:02x}/poster-720.jpeg"
    )
    assert tags["og:video"] == video["contentUrl"]
    assert (tags["video:duration"], video["duration"]) == ("60", "PT60S")
    assert tags["og:type"] == "video.episode"
    assert video["embedUrl"] == f"http://hub.test/embed/{hub.first.id}/"
    assert node(text, "Episode")["partOfSeries"]["name"] == "Sparks of Good"


def test_share_offers_an_address_an_embed_code_and_oembed(hub, rendered):
    text = rendered(page_of(hub.first))
    tree = parsed(text)
    code = next(tree.iter("textarea"))
    assert "readonly" in code.keys()  # noqa: SIM118
    assert f'src="http://hub.test/embed/{hub.first.id}/"' in code.text
    found = [link for link in tree.iter("link") if link.get("type") == "application/json+oembed"]
    assert found[0].get("href").startswith("http://hub.test/oembed?url=http%3A%2F%2Fhub.test%2F")


def test_the_platform_post_is_a_plain_link_and_never_a_script(hub, rendered):
    text = rendered(page_of(hub.first))
    link = next(a for a in parsed(text).iter("a") if "tiktok" in a.get("href"))
    assert "noopener" in link.get("rel")
    assert "third party" in text
    bad = make.make_live_episode(series=hub.series, creator=hub.creator, post_url="javascript:alert(1)")
    assert "javascript:" not in rendered(page_of(bad))


def test_an_episode_without_film_or_poster_is_still_a_page(hub, rendered):
    bare = make.make_live_episode(
        series=hub.series,
        creator=hub.creator,
        **{name: [] for name in ("captions", "credits", "sources", "hashtags")},
        **dict.fromkeys(
            ("summary", "story", "byline", "transcript", "mention", "sound_credit", "post_url"), ""
        ),
        video=None,
        poster=None,
    )
    text = rendered(page_of(bare))
    assert "video" not in node(text, "Episode")
    assert not list(parsed(text).iter("video"))


def test_D9_a_teaser_shows_a_name_a_line_and_a_time_and_nothing_of_the_film(hub, rendered):
    text = rendered(page_of(hub.teaser.teaser.episode.subject))
    tree = parsed(text)
    assert "Jon Example" in text
    assert "An advocate for those who came back." in text
    assert "Thursday 7 May 2026, 10:00 EDT (UTC−4)" in text
    assert "A secret title" not in text
    assert not list(tree.iter("video"))
    assert "video" not in node(text, "Episode")
    assert "og:video" not in metas(text)
    assert (
        next(e for e in tree.iter("div") if e.get("data-premiere")).get("data-premiere")
        == "2026-05-07T14:00:00Z"
    )
    assert f"/{hub.series.series.slug}/calendar.ics" in text


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("delayed", "Delayed."),
        ("cancelled", "Cancelled."),
        ("expected", "To be shown here"),
        ("", "To be shown here"),
    ],
)
def test_a_teaser_tells_the_state_of_its_premiere(hub, rendered, status, said):
    teaser = make.make_live_teaser(series=hub.series, status=status)
    assert said in rendered(page_of(teaser.teaser.episode.subject))


def test_a_teaser_without_a_date_says_so(hub, rendered):
    teaser = make.make_live_teaser(series=hub.series, premieres_at=None)
    assert "Date to be announced." in rendered(page_of(teaser.teaser.episode.subject))


def test_without_a_teaser_the_address_of_an_unreleased_episode_shows_nothing(hub):
    subject = make.make_episode(series=hub.series, creator=hub.creator)
    assert render(page=Page(path="/x/", kind="episode", subject=subject), live=LiveSet()) is None


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("he", "rtl"), ("es", "ltr")])
def test_the_page_speaks_the_language_of_its_episode(hub, rendered, language, direction):
    episode = make.make_live_episode(series=hub.series, creator=hub.creator, language=language)
    page = next(parsed(rendered(page_of(episode))).iter("html"))
    assert (page.get("lang"), page.get("dir")) == (language, direction)


def test_ways_to_share_are_plain_links_with_the_name_the_hashtag_and_the_address(hub, rendered):
    tree = parsed(rendered(page_of(hub.first)))
    ways = {
        "".join(a.itertext()): a.get("href") for a in tree.iter("a") if "hub.test%2F" in (a.get("href") or "")
    }
    assert set(ways) == {"E-mail", "WhatsApp", "Bluesky", "Facebook", "X"}
    assert "Jessie%20Example%3A%20First%20%23SparksOfGood" in ways["WhatsApp"]
    assert ways["E-mail"].startswith("mailto:?subject=Jessie%20Example%3A%20First&body=")


def test_the_embed_code_reads_as_it_is_pasted_whatever_the_title(hub, rendered):
    odd = make.make_live_episode(series=hub.series, creator=hub.creator, title='Say "soap" & </textarea> go')
    tree = parsed(rendered(page_of(odd)))
    code = next(tree.iter("textarea")).text
    assert code.endswith("></iframe>")
    assert "&quot;soap&quot; &amp; &lt;/textarea&gt; go" in code
    assert code in {button.get("data-copy") for button in tree.iter("button")}
