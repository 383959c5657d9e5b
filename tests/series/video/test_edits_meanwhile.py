"""A worker that makes a film ready writes its own columns: what an editor saves meanwhile stays."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from series.models import Asset, Episode
from series.video import renditions
from tests.factories import people, subjects
from tests.series.admin.pages import change, desk, form_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def while_encoding(monkeypatch):
    """Does something between what the worker read and what it writes."""

    def arrange(act) -> None:
        real = renditions._film

        def film(*given):
            made = real(*given)
            act()
            return made

        monkeypatch.setitem(renditions.MAKERS, "video", film)

    return arrange


def test_E11_A21_an_edit_during_the_encoding_stays_and_so_does_what_the_worker_made(while_encoding):
    episode = subjects.make_episode(complete=False, title="Before")
    client = desk(people.ben())
    film = SimpleUploadedFile("cut.mp4", subjects.film_bytes(7), "video/mp4")
    assert (
        client.post(change(episode), {**form_of(client, change(episode)), "video_file": film}).status_code
        == 302
    )
    asset = Asset.objects.get()
    open_page = form_of(client, change(episode))

    def edit() -> None:
        assert client.post(change(episode), {**open_page, "title": "During"}).status_code == 302

    while_encoding(edit)
    made = renditions.make(asset_id=asset.pk)
    episode.refresh_from_db()
    assert (episode.title, episode.video_id, episode.edit_version) == ("During", asset.pk, 2)
    assert [row.recipe for row in made]
    again = {**form_of(client, change(episode)), "summary": "After."}
    assert client.post(change(episode), again).status_code == 302, "the worker made no conflict"
    asset.refresh_from_db()
    assert asset.renditions.exists()
    assert Episode.objects.get().title == "During"


def test_E11_a_film_that_fails_while_it_is_edited_says_why_and_changes_no_word(while_encoding):
    episode = subjects.make_episode(complete=False, title="Before")
    client = desk(people.ben())
    film = SimpleUploadedFile("cut.mp4", subjects.film_bytes(8), "video/mp4")
    client.post(change(episode), {**form_of(client, change(episode)), "video_file": film})
    asset = Asset.objects.get()
    open_page = form_of(client, change(episode))

    def edit_and_fail() -> None:
        client.post(change(episode), {**open_page, "title": "During"})
        raise renditions.Refused("The sound is damaged.")

    while_encoding(edit_and_fail)
    renditions.make(asset_id=asset.pk)
    episode.refresh_from_db()
    asset.refresh_from_db()
    assert episode.title == "During"
    assert "damaged" in asset.facts["trouble"]
    assert asset.facts["duration_ms"] > 0
