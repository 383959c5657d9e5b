"""A preview is the public page: the same bytes, but for addresses of files, and nothing for machines."""

import re

import pytest

from series.models import LiveRevision, Page
from series.models.subject import subject_of
from series.pages.live import LiveSet
from series.pages.render import render
from series.previews import shown
from series.previews.overlay import live_set
from series.previews.page import Addresses, look, page_of, preview_bytes, public_bytes
from series.previews.themes import switched
from tests.factories import previews, subjects

pytestmark = pytest.mark.django_db


def address(rendition) -> str:
    return f"/here/{rendition.pk}/"


HERE = Addresses(look="/here/look.css", file=address, style="/here/hub.css")


def bytes_of(shows: shown.Shown, **options) -> str:
    return preview_bytes(shows, live=live_set(shows), addresses=HERE, **options).decode()


def body(page: bytes | str) -> str:
    """What people see, with the addresses of files and the ways out of the frame made alike."""
    text = page.decode() if isinstance(page, bytes) else page
    text = text[text.index("<body>") :].replace('target="_blank" ', "")
    return re.sub(r"/(?:here/\d+/|media/[0-9a-f/]+/[\w.-]+)", "FILE", text)


def published_page(thing) -> bytes:
    subject = subject_of(thing)
    kind = {"site": "home"}.get(subject.kind, subject.kind)
    wanted = {"path": "/"} if kind == "home" else {"subject": subject, "kind": kind}
    rendered = render(page=Page.objects.get(**wanted), live=LiveSet())
    assert rendered is not None
    return rendered


def whole_hub() -> dict:
    site = subjects.make_site()
    cause = subjects.make_cause(summary="What it is about.")
    series = subjects.make_series()
    creator = subjects.make_creator(causes=(cause,), quote="One bar.", quote_source="Interview")
    episode = subjects.make_episode(series=series, creator=creator, causes=(cause,))
    return {
        "site": site,
        "series": series,
        "cause": cause,
        "creator": creator,
        "legal": subjects.make_legal(),
        "episode": episode,
    }


@pytest.mark.parametrize("kind", ["site", "series", "cause", "creator", "legal", "episode"])
def test_a_revision_is_shown_as_it_will_be_public(kind):
    things = whole_hub()
    thing = things[kind]
    before = shown.of_revision(subjects.approved(thing))
    live = live_set(before)
    public = public_bytes(before, live=live)
    subjects.published(thing)
    row = LiveRevision.objects.get(subject=subject_of(thing))
    # The instant of the release is the only thing that could not be known.
    then = live.overlay[row.subject_id]
    assert then.published_at is not None
    for form in ("%Y-%m-%dT%H:%M:%SZ", "%H:%M", "%-d %B %Y"):
        public = public.replace(
            then.published_at.strftime(form).encode(), row.published_at.strftime(form).encode()
        )
    assert times_aside(public) == times_aside(published_page(thing))


def times_aside(page: bytes) -> str:
    return re.sub(r"<time[^>]*>[^<]*</time>|\d{4}-\d\d-\d\dT[\d:]+Z", "TIME", page.decode())


def test_the_preview_differs_only_in_the_addresses_of_files():
    things = whole_hub()
    shows = shown.of_revision(previews.submitted(things["episode"]))
    live = live_set(shows)
    assert body(preview_bytes(shows, live=live, addresses=HERE)) == body(public_bytes(shows, live=live))


def test_a_teaser_is_shown_at_its_episodes_address_with_the_date_that_is_told():
    episode = subjects.make_episode()
    release = subjects.scheduled(episode)
    page = bytes_of(shown.of_revision(previews.submitted(subjects.make_teaser(episode))))
    assert "Soon: a minute of soap." in page
    assert f"{release.instant:%Y-%m-%dT%H:%M:%SZ}" in page


def test_a_pencilled_date_is_not_told_in_a_teasers_preview_either():
    episode = subjects.make_episode()
    release = subjects.planned(episode)
    page = bytes_of(shown.of_draft(subject_of(subjects.make_teaser(episode))))
    assert "Date to be announced." in page
    assert f"{release.instant:%Y-%m-%dT%H:%M}" not in page


def test_the_working_copy_is_shown_as_it_stands_with_what_it_stands_on():
    episode = subjects.make_episode(complete=False)
    previews.submitted(episode)
    episode.title = "Edited since"
    episode.save()
    episode.creator.initiative = "Country Lather"
    episode.creator.save()
    page = bytes_of(shown.of_draft(subject_of(episode)))
    assert "Edited since" in page
    assert "Country Lather" in page


def test_a_pinned_revision_stays_as_it_was():
    episode = subjects.make_episode(complete=False, title="As it was")
    revision = previews.submitted(episode)
    episode.title = "Other"
    episode.save()
    assert "As it was" in bytes_of(shown.of_revision(revision))


def test_what_is_live_beside_it_is_shown_as_it_is_live():
    episode = subjects.make_episode()
    revision = previews.submitted(episode)
    subjects.published(episode.creator)
    episode.creator.initiative = "Not approved"
    episode.creator.save()
    assert "Not approved" not in bytes_of(shown.of_revision(revision))


def test_nothing_in_it_is_for_machines_and_no_public_key_is_told():
    shows = shown.of_revision(previews.submitted(subjects.make_episode()))
    page = bytes_of(shows)
    for told in ('rel="canonical"', "og:", "ld+json", "oembed", 'rel="alternate"'):
        assert told not in page, told
    assert 'content="noindex, nofollow, noarchive"' in page
    keys = shows.keys()
    assert keys
    assert not [key for key in keys if key in page]


def test_links_leave_the_frame_and_places_of_the_page_stay_in_it():
    page = bytes_of(shown.of_revision(previews.submitted(subjects.make_episode())))
    assert '<a target="_blank" class="sign" href="/"' in page
    assert '<a href="#transcript">' in page


def test_a_theme_is_switched_on_the_server_and_public_bytes_know_nothing_of_it():
    shows = shown.of_revision(previews.submitted(subjects.make_episode(complete=False)))
    dark = bytes_of(shows, theme="dark")
    assert '<meta name="color-scheme" content="dark">' in dark
    assert 'href="/here/hub.css"' in dark
    assert 'href="/here/hub.css"' not in bytes_of(shows)
    assert "prefers-color-scheme" in look(shows, live=live_set(shows)).decode()
    themed = look(shows, live=live_set(shows), theme="light").decode()
    assert "@media not all{" in themed
    assert "prefers-color-scheme" not in themed


def test_a_theme_answers_every_question_for_the_preference():
    css = ":root { color-scheme: light dark; } @media (prefers-color-scheme: dark) { a { color: red } }"
    assert switched(css, "dark") == ":root { color-scheme: dark; } @media all { a { color: red } }"
    assert switched(css, "light") == ":root { color-scheme: light; } @media not all { a { color: red } }"
    assert switched(css, "sepia") == css


def test_a_series_that_is_not_public_lends_its_colours():
    series = subjects.make_series(ember="#00aa55")
    shows = shown.of_draft(subject_of(subjects.make_episode(series=series, complete=False)))
    other = shown.of_draft(subject_of(subjects.make_episode(complete=False)))
    assert look(shows, live=live_set(shows)) != look(other, live=live_set(other))


def test_a_new_legal_page_stands_at_the_foot_of_its_own_preview():
    legal = subjects.make_legal(title="Privacy")
    page = bytes_of(shown.of_draft(subject_of(legal)))
    assert page.count("/legal/") >= 1
    assert page_of(shown.of_draft(subject_of(legal))).pk is None
