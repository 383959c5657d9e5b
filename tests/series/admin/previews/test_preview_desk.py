"""The desk's page around a preview: who may see it, what it shows, what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from series.models import Rendition
from series.models.subject import subject_of
from tests.factories import people, previews, subjects
from tests.series.admin.pages import change, desk

pytestmark = pytest.mark.django_db


def shown_at(revision) -> str:
    return reverse("desk-preview", args=[revision.pk])


def drafted_at(thing, part: str = "") -> str:
    return reverse(f"desk-preview-draft{part}", args=[subject_of(thing).pk])


def things() -> list:
    return [
        subjects.make_site(tagline="One minute, one person"),
        subjects.make_series(),
        subjects.make_cause(),
        subjects.make_creator(),
        subjects.make_legal(),
        subjects.make_episode(),
        subjects.make_teaser(),
    ]


def test_every_kind_is_previewed_as_a_working_copy_and_as_a_revision():
    client = desk(people.chi())
    for thing in things():
        revision = previews.submitted(thing)
        for address in (
            shown_at(revision),
            reverse("desk-preview-page", args=[revision.pk]),
            reverse("desk-preview-look", args=[revision.pk]),
            drafted_at(thing),
            drafted_at(thing, "-page"),
            drafted_at(thing, "-look"),
        ):
            assert client.get(address).status_code == 200, (thing, address)


def test_the_frames_hold_both_themes_and_the_ways_switch_without_script():
    revision = previews.submitted(subjects.make_episode(complete=False))
    client = desk(people.ben())
    page = client.get(shown_at(revision)).content.decode()
    for theme in ("light", "dark"):
        assert f'<iframe src="{reverse("desk-preview-page", args=[revision.pk])}?theme={theme}"' in page
    one = client.get(shown_at(revision) + "?size=desktop&theme=dark").content.decode()
    assert one.count("<iframe") == 1
    assert "preview-desktop" in one
    assert client.get(shown_at(revision) + "?size=<script>&theme=none").status_code == 200
    dark = client.get(reverse("desk-preview-page", args=[revision.pk]) + "?theme=dark")
    style = reverse("desk-preview-style", args=["dark"])
    assert style in dark.content.decode()
    css = client.get(style)
    assert "prefers-color-scheme" not in css.content.decode()
    assert css["Content-Type"].startswith("text/css")
    assert client.get(reverse("desk-preview-style", args=["sepia"])).status_code == 404


def test_the_page_in_the_frame_is_private_and_has_a_sandbox():
    revision = previews.submitted(subjects.make_episode())
    response = desk(people.ben()).get(reverse("desk-preview-page", args=[revision.pk]))
    assert response["Cache-Control"].startswith("private, no-store")
    assert response["Referrer-Policy"] == "no-referrer"
    assert "sandbox allow-same-origin" in response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_film_poster_and_captions_are_where_staff_can_see_them():
    revision = previews.submitted(subjects.make_episode())
    client = desk(people.ben())
    page = client.get(reverse("desk-preview-page", args=[revision.pk])).content.decode()
    for rendition in Rendition.objects.exclude(content_type="image/avif"):
        address = reverse("desk-file", args=[rendition.pk])
        if address in page:
            assert client.get(address).status_code == 200
    kinds = {
        one.content_type for one in Rendition.objects.all() if reverse("desk-file", args=[one.pk]) in page
    }
    assert {"video/mp4", "image/jpeg", "text/vtt"} <= kinds


def test_search_result_and_card_say_what_machines_will_read_and_where_it_is_cut():
    episode = subjects.make_episode(title="Soap " * 40, summary="She boiled soap. " * 20)
    page = desk(people.ben()).get(shown_at(previews.submitted(episode)))
    head = page.context["head"]
    assert head.title.startswith(f"{episode.creator.name}: Soap Soap")
    assert head.title_cut.endswith(" …")
    assert len(head.title_cut) <= 62
    assert len(head.description_cut) <= 157
    assert head.address.startswith("http://hub.test/")
    assert "is cut" in page.content.decode()
    picture = Rendition.objects.get(pk=int(head.picture.rstrip("/").rpartition("/")[2]))
    assert picture.content_type == "image/jpeg"
    assert head.picture_alt.endswith("She holds up a bar of soap.")


def test_whoever_may_not_see_the_thing_sees_no_preview_of_it():
    revision = previews.submitted(subjects.make_episode())
    addresses = [
        shown_at(revision),
        *(reverse(f"desk-preview-{part}", args=[revision.pk]) for part in ("page", "look", "share")),
        drafted_at(revision.subject.episode),
        drafted_at(revision.subject.episode, "-page"),
    ]
    for address in addresses:
        assert desk(people.eli()).get(address).status_code == 403, address
    assert desk(people.ben()).get(reverse("desk-preview", args=[987654])).status_code == 404
    assert desk(people.ben()).get(reverse("desk-preview-draft", args=[987654])).status_code == 404


def test_ways_to_it_stand_on_the_working_copy_the_review_and_the_release():
    episode = subjects.make_episode()
    release = subjects.planned(episode)
    revision = previews.submitted(episode)
    client = desk(people.ana())
    assert drafted_at(episode) in client.get(change(episode)).content.decode()
    assert shown_at(revision) in client.get(change(episode)).content.decode()
    assert shown_at(revision) in client.get(change(revision.review)).content.decode()
    assert drafted_at(episode) in client.get(change(release)).content.decode()
    scheduled = subjects.scheduled(subjects.make_episode())
    page = client.get(change(scheduled)).content.decode()
    for item in scheduled.items.all():
        assert shown_at(item.revision) in page


def test_it_costs_the_same_with_one_link_and_with_thirty():
    episode = subjects.make_episode()
    revision = previews.submitted(episode)
    client = desk(people.ana())
    previews.shared(revision)
    client.get(shown_at(revision))
    before = queries(client, shown_at(revision))
    for _ in range(29):
        previews.shared(revision, purpose="approve")
    assert queries(client, shown_at(revision)) == before
    assert before <= 30
    client.get(drafted_at(episode))
    assert queries(client, drafted_at(episode)) <= 30


def queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
