"""Saving a working copy: what is kept, who is remembered, and two people at once."""

import pytest

from creators.models import Creator
from series.models import Episode, Series
from series.models.subject import subject_of
from sparks.desk.history import events_of
from tests.factories import people, subjects
from tests.series.admin.pages import add, change, desk, form_of, history

pytestmark = pytest.mark.django_db


def test_saving_counts_the_edit_and_remembers_who():
    episode = subjects.make_episode(complete=False)
    client = desk(people.ben())
    typed = {**form_of(client, change(episode)), "summary": "New words."}
    assert client.post(change(episode), typed).status_code == 302
    episode.refresh_from_db()
    assert (episode.summary, episode.edit_version) == ("New words.", 1)
    assert subject_of(episode).editors == [people.ben().pk]
    event = events_of(Episode, pgh_obj_id=episode.pk).first()
    assert event.pgh_context.metadata["user"] == people.ben().pk
    assert event.pgh_context.metadata["act"] == "edit"


def test_saving_without_a_change_makes_nobody_an_author():
    episode = subjects.make_episode(complete=False)
    client = desk(people.ana())
    assert client.post(change(episode), form_of(client, change(episode))).status_code == 302
    episode.refresh_from_db()
    assert (episode.edit_version, subject_of(episode).editors) == (0, [])


def test_what_is_typed_while_it_gets_locked_is_refused_and_kept():
    episode = subjects.make_episode()
    ben = desk(people.ben())
    typed = {**form_of(ben, change(episode)), "summary": "Typed in vain?"}
    subjects.scheduled(episode)
    answer = ben.post(change(episode), typed)
    page = answer.content.decode()
    assert "Take it off the schedule to change it." in page
    assert "Typed in vain?" in page
    episode.refresh_from_db()
    assert episode.summary != "Typed in vain?"


def test_links_are_typed_as_lines():
    client = desk(people.ben())
    typed = {
        **form_of(client, add(Creator)),
        "name": "Wilma",
        "links": "Shop: https://example.org/soap\n\nhttps://example.com",
    }
    assert client.post(add(Creator), typed).status_code == 302
    creator = Creator.objects.get()
    assert creator.links == [
        {"label": "Shop", "url": "https://example.org/soap"},
        {"label": "example.com", "url": "https://example.com"},
    ]
    assert "Shop: https://example.org/soap" in client.get(change(creator)).content.decode()


@pytest.mark.parametrize("line", ["Shop: javascript:alert(1)", "just words here", "Shop: https://"])
def test_a_line_that_is_no_link_is_refused_with_its_number(line):
    client = desk(people.ben())
    typed = {**form_of(client, add(Creator)), "name": "Wilma", "links": f"A: https://example.org\n{line}"}
    page = client.post(add(Creator), typed).content.decode()
    assert "Line 2:" in page
    assert not Creator.objects.exists()


def test_a_quote_needs_its_source():
    client = desk(people.ben())
    typed = {**form_of(client, add(Creator)), "name": "Wilma", "quote": "I boiled soap."}
    assert "say where it was said" in client.post(add(Creator), typed).content.decode()


NASTY = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'"
ARABIC = "قصة " * 75


def test_X2_script_in_every_field_stays_text():
    site = subjects.make_site()
    series = subjects.make_series()
    creator = subjects.make_creator()
    episode = subjects.make_episode(series=series, creator=creator, complete=False)
    client = desk(people.chi())
    for thing in (series, creator, episode, site):
        typed = form_of(client, change(thing))
        for name in ("title", "name", "promise", "introduction", "biography", "story", "summary", "byline",
                     "credits", "sources", "transcript", "tagline", "place", "category", "handle"):  # fmt: skip
            if name in typed:
                typed[name] = NASTY
        assert client.post(change(thing), typed).status_code == 302, thing
        for url in (change(thing), history(thing)):
            page = client.get(url).content.decode()
            assert "<script>alert(1)" not in page
            assert "<img src=x" not in page
    review_page = _review_of(client, episode)
    assert "<script>alert(1)" not in review_page
    assert "&lt;/script&gt;" in review_page


def _review_of(client, episode) -> str:
    from series import reviews

    episode.refresh_from_db()
    review = reviews.submit(subjects=[subject_of(episode)], by=people.ben())
    return client.get(change(review)).content.decode()


@pytest.mark.parametrize("title", ["🎉🎉🎉", ARABIC.strip(), "…—…", "İstanbul " * 20, "  x  "])
def test_any_title_makes_a_series_with_an_address(title):
    client = desk(people.ben())
    typed = {**form_of(client, add(Series)), "title": title, "promise": "One minute.", "slug": ""}
    response = client.post(add(Series), typed)
    assert response.status_code == 302, response.context["errors"]
    series = Series.objects.get()
    page = client.get(change(series))
    assert page.status_code == 200
    segment = page.context["panel"].address.strip("/")
    assert segment
    assert len(segment.encode()) <= 180


def test_a_slug_of_only_emoji_gives_an_address_all_the_same():
    client = desk(people.ben())
    typed = {**form_of(client, add(Series)), "title": "Sparks", "promise": "One minute.", "slug": "🎉🎉"}
    assert client.post(add(Series), typed).status_code == 302
    series = Series.objects.get()
    assert client.get(change(series)).context["panel"].address == f"/series-{series.pk}/"


def test_a_zone_that_does_not_exist_is_refused():
    client = desk(people.ben())
    typed = {**form_of(client, add(Series)), "title": "Sparks", "promise": "One.", "zone": "Mars/Olympus"}
    assert "There is no time zone “Mars/Olympus”" in client.post(add(Series), typed).content.decode()


def test_a_number_taken_in_the_series_is_refused_with_a_sentence():
    episode = subjects.make_episode(complete=False)
    other = subjects.make_episode(series=episode.series, complete=False)
    client = desk(people.ben())
    typed = {**form_of(client, change(other)), "number": episode.number}
    assert (
        "This series has an episode with that number." in client.post(change(other), typed).content.decode()
    )


def test_E17_the_history_holds_what_no_form_did():
    episode = subjects.make_episode(complete=False, title="Before")
    Episode.objects.filter(pk=episode.pk).update(title="Behind everybody's back")
    page = desk(people.dov()).get(history(episode)).content.decode()
    assert "Before" in page
    assert "Behind everybody" in page
    assert "the system" in page
