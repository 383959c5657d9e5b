"""A card goes the way of the other files: nobody has it before the instant, and nobody after a withdrawal."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from series.cards import keep, unused
from series.models import PublicFile, Rendition, Subject
from series.models.subject import subject_of
from series.pages.live import LiveSet
from series.pages.render import render
from series.previews import shown
from series.previews.page import page_of, renditions
from series.revisions import content_hash, content_of
from series.video import promotion
from tests.factories import subjects as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision(stores):
    make.make_site()
    subject = subject_of(make.make_episode())
    return make.approved(subject.thing)


def card(revision):
    return revision.content["card"]


def test_what_is_drawn_is_frozen_and_changes_no_approval(revision):
    assert card(revision).keys() == {"key", "type", "width", "height", "drawn"}
    assert revision.content_hash == content_hash(content_of(revision.subject))
    assert revision.content["creator_name"] == card(revision)["drawn"]["name"]
    assert card(revision)["drawn"]["still"] in {file["key"] for file in revision.content["poster"]["files"]}


def test_a_card_is_private_until_it_is_promoted_and_gone_when_it_is_retracted(revision, stores):
    assert keep.draw_missing() >= 1
    assert keep.draw_missing() == 0
    key = card(revision)["key"]
    assert stores.anonymous(key) is None
    promotion.promote([revision.pk])
    assert len(stores.anonymous(key)) == Rendition.objects.get(public_key=key).bytes <= 120_000
    promotion.retract([revision.pk])
    assert stores.anonymous(key) is None
    assert not PublicFile.objects.filter(key=key).exists()


def test_a_release_finds_its_card_drawn_and_asks_nothing_for_it(revision):
    keep.draw_missing()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        promotion.promote([revision.pk])
    promotion.retract([revision.pk])
    assert not [query for query in asked if "'card'" in query["sql"]]
    assert (
        sum("series_rendition" in query["sql"] for query in asked if query["sql"].startswith("SELECT")) == 1
    )


def test_released_before_the_worker_came_it_is_drawn_at_the_last_moment(revision, stores):
    assert not Rendition.objects.filter(public_key=card(revision)["key"]).exists()
    promotion.promote([revision.pk])
    assert stores.anonymous(card(revision)["key"])


def test_a_preview_shows_the_real_card(revision):
    shows = shown.of_revision(revision)
    assert card(revision)["key"] in renditions(shows)
    draft = shown.of_draft(Subject.objects.get(pk=revision.subject_id))
    assert draft.main.content["card"] == card(revision)


def test_a_draft_s_card_is_forgotten_when_nothing_came_of_it(revision):
    episode = revision.subject.episode
    episode.creator.name = "Another Name"
    episode.creator.save()
    draft = shown.of_draft(Subject.objects.get(pk=revision.subject_id))
    renditions(draft)
    keep.draw_missing()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE series_rendition SET created_at = now() - interval '30 hours'")
    assert unused.forget() == 2  # the episode, and the person who comes along
    assert not Rendition.objects.filter(public_key=draft.main.content["card"]["key"]).exists()
    assert Rendition.objects.filter(public_key=card(revision)["key"]).exists()


def test_the_page_names_its_card_with_size_type_and_words(revision):
    from series.previews.overlay import live_set

    shows = shown.of_revision(revision)
    body = render(page=page_of(shows), live=live_set(shows)).decode()
    pictured = re.search(r'<meta property="og:image" content="(http[^"]+)">', body)
    assert pictured
    assert pictured[1].endswith(f"/{card(revision)['key']}")
    for said in (
        'og:image:width" content="1200',
        'og:image:height" content="630',
        'og:image:type" content="image/jpeg',
    ):
        assert said in body
    assert '"primaryImageOfPage"' in body
    assert LiveSet().get(revision.subject_id) is None
