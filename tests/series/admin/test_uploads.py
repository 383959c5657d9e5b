"""Film, poster and captions through the episode's form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from series.models import Asset, EpisodeCaption
from tests.factories import clips, people, subjects
from tests.series.admin.pages import change, desk, form_of

pytestmark = pytest.mark.django_db


def film() -> SimpleUploadedFile:
    return SimpleUploadedFile("cut.mp4", subjects.film_bytes(), "video/mp4")


def poster() -> SimpleUploadedFile:
    return SimpleUploadedFile("still.jpg", subjects.poster_bytes(), "image/jpeg")


def captions(text: str = clips.VTT) -> SimpleUploadedFile:
    return SimpleUploadedFile("captions.vtt", text.encode(), "text/vtt")


def test_film_poster_and_captions_go_up_with_one_save():
    episode = subjects.make_episode(complete=False)
    client = desk(people.ben())
    typed = form_of(client, change(episode))
    typed |= {
        "video_file": film(),
        "poster_file": poster(),
        "poster_alt": "She holds up a bar of soap.",
        "captions-0-language": "en",
        "captions-0-asset_file": captions(),
    }
    response = client.post(change(episode), typed)
    assert response.status_code == 302, (
        response.context["errors"],
        response.context["adminform"].form.errors,
    )
    episode.refresh_from_db()
    assert episode.video.facts["duration_ms"] == pytest.approx(2000, abs=100)
    assert episode.video.uploaded_by == people.ben()
    assert episode.poster.facts["width"] == 1080
    assert [caption.language for caption in episode.captions.all()] == ["en"]
    assert episode.edit_version == 1
    page = client.get(change(episode)).content.decode()
    assert "cut.mp4 · 2.0 s · 108 × 192" in page


def test_a_refused_file_is_refused_at_its_field_and_nothing_typed_is_lost():
    episode = subjects.make_episode(complete=False)
    client = desk(people.ben())
    typed = form_of(client, change(episode)) | {
        "video_file": SimpleUploadedFile("cut.mp4", b"this is no film", "video/mp4"),
        "poster_file": poster(),
        "poster_alt": "A bar of soap.",
        "summary": "Typed with care.",
        "captions-0-language": "en",
        "captions-0-asset_file": captions(),
    }
    answer = client.post(change(episode), typed)
    form = answer.context["adminform"].form
    assert answer.status_code == 200
    assert list(form.errors) == ["video_file"]
    assert "Typed with care." in answer.content.decode()
    kept = Asset.objects.get(kind="image", state="ready")
    assert form["poster"].value() == str(kept.pk), "the poster that was good need not be sent again"
    inline = answer.context["inline_admin_formsets"][0].formset.forms[0]
    again = typed | {"poster": kept.pk, "captions-0-asset": inline["asset"].value()}
    for name in ("video_file", "poster_file", "captions-0-asset_file"):
        again.pop(name)
    assert client.post(change(episode), again).status_code == 302
    episode.refresh_from_db()
    assert (episode.poster, episode.summary) == (kept, "Typed with care.")
    assert episode.captions.count() == 1


def test_captions_with_a_fault_are_refused_by_line():
    episode = subjects.make_episode(complete=False)
    client = desk(people.ben())
    typed = form_of(client, change(episode)) | {
        "captions-0-language": "en",
        "captions-0-asset_file": captions("Not captions at all"),
    }
    answer = client.post(change(episode), typed)
    assert "This file holds no captions" in answer.content.decode()
    assert not EpisodeCaption.objects.exists()


def test_a_poster_needs_its_words():
    episode = subjects.make_episode(complete=False)
    client = desk(people.ben())
    answer = client.post(change(episode), form_of(client, change(episode)) | {"poster_file": poster()})
    assert "Say in words what the poster shows." in answer.content.decode()


def test_a_file_of_another_kind_can_not_be_chosen():
    episode = subjects.make_episode(complete=False)
    picture = subjects.poster()
    client = desk(people.ben())
    answer = client.post(change(episode), form_of(client, change(episode)) | {"video": picture.pk})
    assert answer.status_code == 200
    assert "video" in answer.context["adminform"].form.errors


def test_a_film_can_be_taken_away_again():
    episode = subjects.make_episode()
    client = desk(people.ben())
    assert client.post(change(episode), form_of(client, change(episode)) | {"video": ""}).status_code == 302
    episode.refresh_from_db()
    assert episode.video is None
    assert Asset.objects.filter(kind="video").exists()


def test_without_captions_typed_none_are_made():
    episode = subjects.make_episode(complete=False)
    client = desk(people.ben())
    typed = form_of(client, change(episode)) | {"summary": "x", "captions-0-language": "es"}
    assert client.post(change(episode), typed).status_code == 302
    assert not EpisodeCaption.objects.exists()


def test_changing_only_the_captions_counts_as_an_edit():
    episode = subjects.make_episode()
    client = desk(people.ben())
    other = captions(clips.VTT.replace("one bar", "two bars"))
    typed = form_of(client, change(episode)) | {"captions-0-asset_file": other}
    assert client.post(change(episode), typed).status_code == 302
    episode.refresh_from_db()
    assert episode.edit_version == 1
    assert "two bars" in episode.captions.get().asset.facts["transcript"]
