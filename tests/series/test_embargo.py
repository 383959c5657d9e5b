"""Nothing of what is not released is anywhere that a visitor could look: planted strings, and a crawl for them."""

import secrets
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db.models import CharField, Model, TextField
from django.test import Client

from creators.models import Creator
from series import scheduling
from series.models import Episode, Page, PublicFile, subject_of
from series.pages.bake import bake_marked
from series.pages.marks import mark_all
from series.publishing.tick import run_due
from tests.factories import subjects
from tests.factories.people import ana

pytestmark = pytest.mark.django_db(transaction=True)

_NEVER_SHOWN = {"language", "zone", "ember", "status", "kind", "state", "slug", "post_url"}
# Not free text: an address, a wall time.
_NEVER_SHOWN |= {"link", "source_url", "opens", "closes", "hero_until"}


def _plant(thing: Model) -> set[str]:
    """Put a word that stands nowhere else into every free text field. The words."""
    planted = set()
    for field in thing._meta.concrete_fields:
        if isinstance(field, (CharField, TextField)) and field.name not in _NEVER_SHOWN and not field.choices:
            word = f"q{secrets.token_hex(6)}q"
            setattr(thing, field.name, word)
            planted.add(word)
    thing.save()
    return planted


def _public_bytes() -> dict[str, bytes]:
    files = [*settings.PAGES_ROOT.rglob("*"), *Path(settings.PUBLIC_MEDIA_ROOT).rglob("*")]
    return {
        str(file): file.read_bytes() for file in files if file.is_file() and file.suffix not in {".br", ".gz"}
    }


def _answers(words: set[str]) -> dict[str, bytes]:
    """What Django says to a visitor who asks for the embargoed addresses and words."""
    client = Client(raise_request_exception=False)
    asked = [page.path for page in Page.objects.all()]
    paths = ["/oembed", "/_redirect", "/readyz", "/healthz"]
    urls = [
        f"{path}?url={quote(settings.PUBLIC_URL + page)}&path={quote(page)}"
        for path in paths
        for page in asked
    ]
    urls += [f"/_redirect?path=/{word}/" for word in words]
    urls += [f"/admin/series/episode/?q={word}" for word in words]
    return {url: client.get(url).content for url in urls}


def _hits(words: set[str], texts: dict[str, bytes]) -> list[tuple[str, str]]:
    return [
        (place, word)
        for place, text in texts.items()
        for word in words
        # A word that was asked for may be echoed; a word in a file's name is a leak.
        if (word in place and "?" not in place) or (word.encode() in text and word not in place)
    ]


def test_D9_no_string_of_an_unreleased_episode_is_public_before_its_instant():
    series = subjects.make_series()
    subjects.published(subjects.make_episode(series=series))
    creator = subjects.make_creator()
    episode = subjects.make_episode(series=series, creator=creator)
    words = _plant(Episode.objects.get(pk=episode.pk)) | _plant(Creator.objects.get(pk=creator.pk))
    cause = subjects.make_cause()
    words |= _plant(cause)
    episode = Episode.objects.get(pk=episode.pk)
    episode.causes.add(cause)
    subjects.scheduled(episode)
    planned = subjects.make_episode(series=series, complete=False)
    words |= _plant(planned)
    subjects.planned(planned)
    mark_all(why="test")
    bake_marked()

    assert _hits(words, _public_bytes()) == []
    assert _hits(words, _answers(words)) == []
    keys = " ".join(PublicFile.objects.values_list("key", flat=True))
    assert not [word for word in words if word in keys]


def test_D9_a_live_episode_shows_nothing_of_its_next_revision_before_it_is_released():
    episode = subjects.make_episode()
    subjects.published(episode)
    words = _plant(Episode.objects.get(pk=episode.pk))
    episode = Episode.objects.get(pk=episode.pk)
    subjects.approved(episode)
    scheduling.update(subject=subject_of(episode), by=ana(), wall=subjects.wall_in(3600), zone="UTC")
    mark_all(why="test")
    bake_marked()
    assert _hits(words, _public_bytes()) == []


def test_D9_the_front_figures_and_resources_leak_neither_drafts_nor_whom_they_name():
    live = [subjects.make_front(), subjects.make_figure(), subjects.make_resource()]
    for thing in live:
        subjects.published(thing)
    hidden = subjects.make_episode()
    words = _plant(Episode.objects.get(pk=hidden.pk)) | _plant(Creator.objects.get(pk=hidden.creator_id))
    figure, resource = subjects.make_figure(), subjects.make_resource(opens="2031-03-05T09:00:00")
    for thing in (*live, figure, resource):
        words |= _plant(type(thing).objects.get(pk=thing.pk))
    for thing in (figure, resource):
        subjects.scheduled(type(thing).objects.get(pk=thing.pk))
    for thing in live:
        row = type(thing).objects.get(pk=thing.pk)
        subjects.approved(row)
        scheduling.update(subject=subject_of(row), by=ana(), wall=subjects.wall_in(3600), zone="UTC")
    owner = ana()
    type(owner).objects.filter(pk=owner.pk).update(last_name="qownerq")
    mark_all(why="test")
    bake_marked()
    assert _hits(words | {"qownerq"}, _public_bytes()) == []
    assert _hits(words, _answers(words)) == []


def test_D9_an_unreleased_film_chosen_for_the_front_shows_nothing_but_its_teaser():
    # A teaser stands at the film's address, and that would otherwise be made of the title.
    episode = subjects.make_episode(slug="a-minute")
    words = _plant(Episode.objects.get(pk=episode.pk))
    episode = Episode.objects.get(pk=episode.pk)
    teaser = subjects.make_teaser(episode, name="qtoldq", line="qlineq")
    subjects.scheduled(episode)
    subjects.published(subjects.make_front(hero=episode))
    bake_marked()
    assert _hits(words | {"qtoldq"}, _public_bytes()) == []
    subjects.published(teaser)
    bake_marked()
    home = (settings.PAGES_ROOT / "pages" / "index.html").read_text()
    assert '<h2 id="top"' in home
    assert "qtoldq" in home
    assert _hits(words, _public_bytes()) == []
    scheduling.publish_now(subject=subject_of(episode), by=ana())
    run_due()
    assert episode.title in (settings.PAGES_ROOT / "pages" / "index.html").read_text()


def test_M5_files_of_an_unreleased_film_are_not_public_and_their_keys_can_not_be_guessed():
    episode = subjects.make_episode()
    subjects.scheduled(episode)
    bake_marked()
    film = episode.video.renditions.get()
    assert not (Path(settings.PUBLIC_MEDIA_ROOT) / film.public_key).exists()
    assert episode.video.sha256 not in film.public_key
    scheduling.publish_now(subject=subject_of(episode), by=ana())
    run_due()
    assert (Path(settings.PUBLIC_MEDIA_ROOT) / film.public_key).exists()


def test_D10_no_query_or_format_shows_a_draft():
    episode = subjects.make_episode(complete=False)
    [word] = [f"q{secrets.token_hex(6)}q"]
    Episode.objects.filter(pk=episode.pk).update(title=word)
    client = Client()
    for query in ("?status=draft", "?preview=1", "?format=json", "?draft=true"):
        for path in ("/", "/api/episodes.json", f"/{episode.series.slug}/1-{word}/", "/_redirect"):
            assert word.encode() not in client.get(path + query).content


def test_D2_a_withdrawn_episode_leaves_nothing_but_its_notice():
    episode = subjects.make_episode()
    words = _plant(Episode.objects.get(pk=episode.pk))
    episode = Episode.objects.get(pk=episode.pk)
    subjects.published(episode)
    bake_marked()
    assert _hits(words, _public_bytes())
    scheduling.withdraw(subject=subject_of(episode), by=ana(), notice="The rights have ended.")
    run_due()
    bake_marked()
    assert [hit for hit in _hits(words, _public_bytes()) if "/notices/" not in hit[0]] == []
    film = episode.video.renditions.get()
    assert not (Path(settings.PUBLIC_MEDIA_ROOT) / film.public_key).exists()
